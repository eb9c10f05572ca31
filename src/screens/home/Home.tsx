/** The index: what this is, whether it is real, where the stations are, how the hub does. */
import './home.css';
import { PROTOCOL_VERSION } from '../../model/contract/live.ts';
import { isSynthetic, type Manifest } from '../../model/contract/manifest.ts';
import { useWords } from '../i18n/language.ts';
import type { TextKey } from '../i18n/zh.ts';
import { useFormat, useStation } from '../station.ts';
import { LanguageSwitch } from '../ui/LanguageSwitch.tsx';
import { LinkBanner } from '../ui/LinkBanner.tsx';
import { SamplePlate } from '../ui/SamplePlate.tsx';
import { HubFacts } from './HubFacts.tsx';

const cards = [
  { name: 'home.wall', what: 'home.wall.what', path: 'wall' },
  { name: 'home.ring', what: 'home.ring.what', path: 'ring/1' },
  { name: 'home.touch', what: 'home.touch.what', path: 'touch' },
  { name: 'home.plan', what: 'home.plan.what', path: 'plan' },
  { name: 'home.desk', what: 'home.desk.what', path: 'desk' },
] as const satisfies readonly { name: TextKey; what: TextKey; path: string }[];

export function Home() {
  const { base, manifest } = useStation();
  const { language, say, name } = useWords();
  return (
    <main className="home">
      <header>
        <h1>{say('home.title')}</h1>
        <p>{say('home.subtitle', { district: name(manifest) })}</p>
        <LanguageSwitch />
        <LinkBanner />
      </header>
      <p className="home-sample">
        <SamplePlate />
        {isSynthetic(manifest)
          ? say('home.sample', { layers: syntheticWords(manifest, say, language) })
          : say('home.real')}
      </p>
      <nav className="home-stations" aria-label={say('home.stations')}>
        {cards.map((card) => (
          <a key={card.path} href={`${base}${card.path}`}>
            <strong>{say(card.name)}</strong>
            <code>/{card.path}</code>
            <span>{say(card.what)}</span>
          </a>
        ))}
      </nav>
      <div className="home-facts">
        <HubFacts />
        <DistrictFacts />
      </div>
    </main>
  );
}

function syntheticWords(manifest: Manifest, say: (key: TextKey) => string, language: 'zh' | 'en'): string {
  return Object.entries(manifest.synthetic)
    .filter(([, invented]) => invented)
    .map(([layer]) => say(`synthetic.${layer as keyof Manifest['synthetic']}`))
    .join(language === 'zh' ? '、' : ', ');
}

function DistrictFacts() {
  const { manifest } = useStation();
  const { language, say, name } = useWords();
  const format = useFormat();
  const { counts } = manifest;
  return (
    <section>
      <h2>{say('home.district')}</h2>
      <dl>
        <dt>{name(manifest)}</dt>
        <dd>
          {say('home.district.counts', {
            streets: format.number(counts.streets),
            communities: format.number(counts.communities),
            grids: format.number(counts.unitGrids + counts.extensionGrids),
            buildings: format.number(counts.buildings),
            videoPoints: format.number(counts.videoPoints),
          })}
        </dd>
        <dt>{say('home.district.code')}</dt>
        <dd>{manifest.code ?? say('home.none')}</dd>
        <dt>{say('home.district.hash')}</dt>
        <dd>
          <code>{manifest.districtHash.slice(0, 16)}</code>
        </dd>
        <dt>{say('home.versions')}</dt>
        <dd>{say('home.versions.text', { protocol: PROTOCOL_VERSION, schema: manifest.schema })}</dd>
      </dl>
      <p className="home-asof">{manifest.attribution.map((line) => line[language]).join(' · ')}</p>
    </section>
  );
}
