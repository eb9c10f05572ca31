import type { AreaAnswer, AreaFigures, AreaSummary, BuildingSummary } from '../../model/contract/answers.ts';
import { floorText, groundText } from '../i18n/areaText.ts';
import { useWords } from '../i18n/language.ts';
import type { TextKey } from '../i18n/zh.ts';
import { withoutLevelWords } from '../levelWords.ts';
import { shortName } from '../shortName.ts';
import { useFormat, useLive } from '../station.ts';
import { EmptyNotice } from '../ui/EmptyNotice.tsx';
import { FaultNotice } from '../ui/FaultNotice.tsx';
import type { Answer } from '../useAnswer.ts';
import { checkSum } from './checkSum.ts';
import { FigureRow } from './FigureRow.tsx';
import { SourceLine } from './SourceLine.tsx';

interface AreaPanelProps {
  readonly answer: Answer<AreaAnswer>;
  onArea(areaId: string): void;
  onBuilding(buildingId: string): void;
}

/** An area's figures, its parts, and whether they add up. */
export function AreaPanel({ answer, onArea, onBuilding }: AreaPanelProps) {
  const { say, name } = useWords();
  const format = useFormat();
  const live = useLive((facts) => facts.link === 'live');
  const area = answer.value;
  if (!area) {
    return answer.fault ? (
      <FaultNotice fault={answer.fault} onRetry={answer.retry} />
    ) : (
      <p role="status">{say('state.asking')}</p>
    );
  }
  const components = area.components.reduce((sum, { count }) => sum + count, 0);
  const land = groundText(area.areaSquareMeters, format);
  return (
    <div className="touch-card" data-stale={!live} data-area={area.id} data-level={area.level}>
      <h1>{name(area)}</h1>
      <p className="touch-sub">
        {[
          say(`level.${area.level}`),
          say('touch.areaSize', { size: `${land.value} ${say(land.unit)}` }),
          ...(components > 0 ? [say('touch.components', { count: format.number(components) })] : []),
          ...(area.ownerUnit ? [say('touch.owner', { unit: area.ownerUnit })] : []),
        ].join(' · ')}
      </p>
      <AreaFigureRows figures={area.figures} />
      <Parts area={area} onArea={onArea} onBuilding={onBuilding} />
      <SumLine area={area} />
      <SourceLine provenance={area.provenance} />
    </div>
  );
}

function AreaFigureRows({ figures }: { figures: AreaFigures }) {
  const { language, say } = useWords();
  const format = useFormat();
  const ground = groundText(figures.footprintSquareMeters, format);
  const floor = floorText(figures.floorAreaSquareMeters, language, format);
  return (
    <dl className="touch-figures">
      <FigureRow
        label="touch.figure.residentialBuildings"
        value={format.number(figures.residentialBuildings)}
        unit={say('unit.buildings')}
      />
      <FigureRow label="touch.figure.footprint" value={ground.value} unit={say(ground.unit)} />
      <FigureRow label="touch.figure.floorArea" value={floor.value} unit={say(floor.unit)} />
      <FigureRow
        label="touch.figure.households"
        value={format.count(figures.households)}
        unit={say('unit.households')}
      />
      <FigureRow label="touch.figure.residents" value={format.count(figures.residents)} unit={say('unit.people')} />
    </dl>
  );
}

function Parts(props: { area: AreaAnswer; onArea(areaId: string): void; onBuilding(buildingId: string): void }) {
  const { area } = props;
  const { say, name } = useWords();
  const format = useFormat();
  const firstPart = area.children[0];
  const row = (part: AreaSummary | BuildingSummary, count: string, detail: string, onTap: () => void) => (
    <li key={'buildingId' in part ? part.buildingId : part.id}>
      <button type="button" onClick={onTap} data-part={'buildingId' in part ? part.buildingId : part.id}>
        <span>
          {withoutLevelWords(shortName(name(part), name(area)))} {detail !== '' && <small>{detail}</small>}
        </span>
        <strong>{count}</strong>
        <i aria-hidden="true">›</i>
      </button>
    </li>
  );
  if (!firstPart && area.buildings.length === 0) {
    return <EmptyNotice reason={say('touch.parts.none')} next={say('touch.parts.noneNext')} />;
  }
  return (
    <>
      <h2>
        {say(partsTitle(firstPart))}
        <small>{say(firstPart ? 'touch.parts.residents' : 'touch.parts.bands')}</small>
      </h2>
      <ul className="touch-parts">
        {area.children.map((child) =>
          row(child, format.count(child.figures.residents), partDetail(child, say), () => props.onArea(child.id)),
        )}
        {area.buildings.map((building) =>
          row(
            building,
            format.count(building.residents),
            `${format.number(building.floors)} ${say('unit.floors')} · ${say(`use.${building.use}`)}`,
            () => props.onBuilding(building.buildingId),
          ),
        )}
      </ul>
    </>
  );
}

function partsTitle(firstPart: AreaSummary | undefined): TextKey {
  switch (firstPart?.level) {
    case 'street':
    case 'community':
    case 'unitGrid':
    case 'extensionGrid':
      return `touch.parts.${firstPart.level}`;
    default:
      return 'touch.parts.building';
  }
}

/** Extension grids are few among unit grids: they say what they are. */
function partDetail(part: AreaSummary, say: (key: TextKey) => string): string {
  return part.level === 'extensionGrid' ? say('level.extensionGrid') : '';
}

const figureWords: Readonly<Record<keyof AreaFigures, TextKey>> = {
  buildings: 'touch.parts.building',
  residentialBuildings: 'touch.figure.residentialBuildings',
  footprintSquareMeters: 'touch.figure.footprint',
  floorAreaSquareMeters: 'touch.figure.floorArea',
  households: 'touch.figure.households',
  residents: 'touch.figure.residents',
};

/** The quiet line that the figures add up; or, loudly, that they do not. */
function SumLine({ area }: { area: AreaAnswer }) {
  const { say } = useWords();
  const format = useFormat();
  const check = checkSum(area);
  if (!check) return null;
  const wrong = check.kind === 'differs' || (check.kind === 'buildings' && check.listed !== check.total);
  return (
    <p className="touch-sum" data-agrees={!wrong} role={wrong ? 'alert' : undefined}>
      {check.kind === 'agrees' &&
        say('touch.sum.agrees', { count: format.number(check.parts), total: format.number(check.total) })}
      {check.kind === 'agreesHidden' &&
        say('touch.sum.agreesHidden', {
          count: format.number(check.parts),
          hidden: format.number(check.hidden),
          below: format.number(check.below),
        })}
      {check.kind === 'differs' &&
        say('touch.sum.differs', {
          count: format.number(check.parts),
          figure: say(figureWords[check.figure]),
          difference: format.number(check.difference),
        })}
      {check.kind === 'buildings' &&
        say(wrong ? 'touch.sum.buildingsDiffer' : 'touch.sum.buildings', {
          count: format.number(check.listed),
          total: format.number(check.total),
        })}
    </p>
  );
}
