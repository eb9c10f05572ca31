/** The gallery: every golden scene live, beside what it is expected to be and the difference of the two. */
import '../../src/screens/ui/tokens.css';
import './gallery.css';
import { type Check, Checks } from './checks.ts';
import { element, rows } from './elements.ts';
import { loadGalleryDistrict } from './galleryDistrict.ts';
import { GOLDEN_PX } from './goldenView.ts';
import { OneView } from './oneView.ts';
import { rendererName } from './rendererName.ts';
import { type Scene, scenes } from './scenes.ts';
import { SharedTime } from './sharedTime.ts';
import { TOLERATED_SHARE } from './tolerance.ts';
import { type GalleryLanguage, type GalleryWord, word } from './words.ts';

/** One clear pixel: an image without a source is drawn with a frame. */
const EMPTY_PICTURE = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';
const modes = ['live', 'expected', 'difference'] as const;
type Mode = (typeof modes)[number];

const asked = new URLSearchParams(window.location.search);
let language: GalleryLanguage = asked.get('lang') === 'en' ? 'en' : 'zh';
let mode: Mode = 'live';
let chosen = Math.max(
  0,
  scenes.findIndex(({ name }) => name === asked.get('scene')),
);
/** Share of the width at which expected gives way to drawn. */
let divider = 0.5;

const say = (key: GalleryWord, values?: Readonly<Record<string, string>>): string => word(language, key, values);
const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;

const district = await loadGalleryDistrict();
const renderer = rendererName();
const time = new SharedTime();
const checks = new Checks(district, () => show());

const list = element('nav', 'scenes');
const stage = element('div', 'stage');
const live = element('div', 'live');
const expected = element('img', 'picture');
const taken = element('img', 'picture taken');
const marks = element('canvas', 'picture marks');
const line = element('div', 'line');
const notice = element('p', 'notice');
const bar = element('header', 'bar');
const foot = element('section', 'foot');
const slider = element('input', 'slider');
Object.assign(slider, { type: 'range', min: '0', max: '1000' });
Object.assign(marks, GOLDEN_PX);
stage.append(live, expected, taken, marks, line, notice);
document.body.append(bar, list, stage, slider, foot);

const liveView = new OneView({
  container: live,
  district,
  scale: () => live.clientWidth / GOLDEN_PX.width,
  interactive: true,
  quality: 'auto',
  sinceMillis: () => time.sinceMillis(),
});
/** Of the live picture: what was asked for before it came is not shown any more. */
let liveNumber = 0;
let liveState: { readonly kind: 'opening' | 'shown' } | { readonly kind: 'failed'; readonly reason: string };

/** A larger picture of the same look, with marks and letters as large in it as in the expected one. */
async function showLive(): Promise<void> {
  const number = ++liveNumber;
  liveState = { kind: 'opening' };
  show();
  try {
    const { view } = await liveView.of(sceneNow().golden);
    await view.ready;
    if (number === liveNumber) liveState = { kind: 'shown' };
  } catch (error) {
    if (number === liveNumber) liveState = { kind: 'failed', reason: String(error) };
  }
  show();
}

const sceneNow = (): Scene => scenes[chosen]!;

async function choose(index: number): Promise<void> {
  chosen = (index + scenes.length) % scenes.length;
  history.replaceState(null, '', `?scene=${sceneNow().name}&lang=${language}`);
  time.reset();
  const scene = sceneNow();
  await showLive();
  // Beside the live picture, not before it; and not where another was chosen meanwhile.
  if (scene === sceneNow()) await checks.ask(scene);
}

function checkWords(check: Check | null): string {
  if (check === null) return say('unchecked');
  if (check.kind === 'failed') return `${say('failed')}: ${check.reason}`;
  if (check.kind !== 'same' && check.kind !== 'differs') return say(check.kind);
  return `${say(check.kind)} · ${say('share', { share: percent(check.share), tolerated: percent(TOLERATED_SHARE) })}`;
}

function showList(): void {
  list.replaceChildren(
    ...scenes.map((scene, index) => {
      const check = checks.of(scene);
      const button = element('button', 'scene');
      button.dataset.scene = scene.name;
      button.dataset.check = check?.kind ?? 'unchecked';
      if (index === chosen) button.setAttribute('aria-current', 'true');
      const thumb = element('img', 'thumb');
      thumb.alt = '';
      thumb.src = scene.expected ?? EMPTY_PICTURE;
      const words = element('span', 'scene-words');
      words.append(
        element('strong', '', `${scene.golden.order} ${scene.golden.title[language]}`),
        element(
          'small',
          '',
          check === null || check.kind === 'failed' ? say(check?.kind ?? 'unchecked') : say(check.kind),
        ),
      );
      button.append(thumb, words);
      button.addEventListener('click', () => void choose(index));
      return button;
    }),
  );
  list.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
}

function showStage(): void {
  const scene = sceneNow();
  const check = checks.of(scene);
  const compared = check?.kind === 'same' || check?.kind === 'differs' ? check : null;
  stage.dataset.mode = mode;
  stage.style.setProperty('--divider', `${divider * 100}%`);
  expected.hidden = mode === 'live' || scene.expected === null;
  expected.src = scene.expected ?? EMPTY_PICTURE;
  taken.hidden = mode !== 'difference' || compared === null;
  marks.hidden = taken.hidden;
  line.hidden = taken.hidden;
  slider.hidden = mode !== 'difference';
  slider.value = String(Math.round(divider * 1000));
  slider.setAttribute('aria-label', say('slider'));
  if (compared) {
    taken.src = compared.taken;
    marks.getContext('2d')!.putImageData(compared.marks, 0, 0);
  }
  const words = noticeWords(scene, check);
  notice.hidden = words === null;
  notice.textContent = words;
}

/** What stands over the stage where there is no picture yet. */
function noticeWords(scene: Scene, check: Check | null): string | null {
  if (mode === 'live') {
    if (liveState.kind === 'failed') return `${say('failed')}: ${liveState.reason}`;
    return liveState.kind === 'opening' ? say('opening') : null;
  }
  if (scene.expected === null) return say('missing');
  if (mode === 'expected' || check?.kind === 'same' || check?.kind === 'differs') return null;
  return checkWords(check);
}

function showBar(): void {
  const { golden } = sceneNow();
  const title = element('h1', '', `${say('gallery')} · ${golden.title[language]}`);
  const tabs = element('div', 'tabs');
  tabs.append(
    ...modes.map((one, index) => {
      const button = element('button', 'tab', `${index + 1} ${say(one)}`);
      button.setAttribute('aria-pressed', String(one === mode));
      button.addEventListener('click', () => setMode(one));
      return button;
    }),
  );
  const acts: [GalleryWord, () => void][] = [
    ['lookAgain', lookAgain],
    [time.isRunning ? 'stop' : 'run', toggleTime],
    ['checkAll', checkAll],
    ['otherLanguage', toggleLanguage],
  ];
  const buttons = acts.map(([key, act]) => {
    const button = element('button', 'act', say(key));
    button.addEventListener('click', act);
    return button;
  });
  bar.replaceChildren(title, tabs, ...buttons);
}

function showFoot(): void {
  const scene = sceneNow();
  const check = checks.of(scene);
  const verdict = element('p', 'verdict', checkWords(check));
  verdict.dataset.check = check?.kind ?? 'unchecked';
  const described = element('div', 'described');
  described.append(verdict, element('p', 'description', scene.description[language]));
  if (!renderer.includes('SwiftShader')) described.append(element('p', 'quiet', say('otherRenderer')));
  const { golden } = scene;
  const facts = rows([
    [say('at'), golden.at],
    [say('layers'), golden.layers.join(' · ')],
    [say('controls'), golden.controls.join(' · ')],
    [say('folder'), `tests/golden/${scene.name}`],
  ]);
  facts.append(element('p', 'quiet', say('renderer', { renderer })), element('p', 'quiet keys', say('keys')));
  foot.replaceChildren(described, facts);
}

function show(): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  // Buttons are made anew, always as many: the focus goes to the one that stands in the place of the one before.
  const buttons = (): HTMLButtonElement[] => [bar, list].flatMap((part) => [...part.querySelectorAll('button')]);
  const focused = buttons().indexOf(document.activeElement as HTMLButtonElement);
  showBar();
  showList();
  showStage();
  showFoot();
  buttons()[focused]?.focus({ preventScroll: true });
}

function setMode(next: Mode): void {
  mode = next;
  show();
}
function setDivider(next: number): void {
  divider = Math.min(1, Math.max(0, next));
  showStage();
}
function lookAgain(): void {
  time.reset();
  setMode('live');
  void showLive();
}
function toggleTime(): void {
  time.toggle();
  show();
}
function toggleLanguage(): void {
  language = language === 'zh' ? 'en' : 'zh';
  history.replaceState(null, '', `?scene=${sceneNow().name}&lang=${language}`);
  show();
}
function checkAll(): void {
  for (const scene of scenes) void checks.ask(scene);
}

const keys: Readonly<Record<string, () => void>> = {
  ArrowUp: () => void choose(chosen - 1),
  ArrowDown: () => void choose(chosen + 1),
  ArrowLeft: () => setDivider(divider - 0.02),
  ArrowRight: () => setDivider(divider + 0.02),
  Home: lookAgain,
  ' ': toggleTime,
  c: checkAll,
  l: toggleLanguage,
  1: () => setMode('live'),
  2: () => setMode('expected'),
  3: () => setMode('difference'),
};
window.addEventListener('keydown', (event) => {
  // In the live picture arrows and Home are the eye's; Escape comes back out of it.
  const isInLive = event.target instanceof Node && live.contains(event.target);
  if (isInLive && event.key === 'Escape') (document.activeElement as HTMLElement).blur();
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (isInLive && (event.key.startsWith('Arrow') || event.key === 'Home')) return;
  // On a button Space presses that button.
  if (event.target instanceof HTMLButtonElement && event.key === ' ') return;
  const act = keys[event.key.toLowerCase()] ?? keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
// A mouse leaves no focus behind: Space is the time's again.
window.addEventListener('click', (event) => {
  if (event.detail > 0 && document.activeElement instanceof HTMLButtonElement) document.activeElement.blur();
});
slider.addEventListener('input', () => setDivider(Number(slider.value) / 1000));
const follow = (event: PointerEvent): void => {
  const { left, width } = stage.getBoundingClientRect();
  if (mode === 'difference' && event.buttons === 1) setDivider((event.clientX - left) / width);
};
stage.addEventListener('pointerdown', follow);
stage.addEventListener('pointermove', follow);

let width = stage.clientWidth;
let resized: ReturnType<typeof setTimeout> | undefined;
new ResizeObserver(() => {
  if (stage.clientWidth === width) return;
  width = stage.clientWidth;
  clearTimeout(resized);
  resized = setTimeout(() => void showLive(), 300);
}).observe(stage);

liveState = { kind: 'opening' };
show();
await choose(chosen);
