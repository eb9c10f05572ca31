/** What the gallery itself says; titles and descriptions are the cases' own. */
export type GalleryLanguage = 'zh' | 'en';

const zh = {
  gallery: '画廊',
  live: '实时',
  expected: '基准',
  difference: '差异',
  opening: '正在画…',
  unchecked: '未核对',
  checking: '核对中…',
  same: '一致',
  differs: '不一致',
  failed: '画不出来',
  missing: '还没有基准图',
  share: '{share} 的像素不同，容许 {tolerated}',
  checkAll: '全部核对',
  lookAgain: '回到机位',
  run: '走时',
  stop: '停时',
  slider: '左边是基准，右边是刚画的；红点是不同的像素',
  at: '时刻',
  layers: '图层',
  controls: '缺了必须看得出',
  folder: '文件夹',
  renderer: '绘制：{renderer}',
  otherRenderer: '基准图由软件渲染（SwiftShader）画成，换一种显卡边缘自会不同。',
  otherLanguage: 'English',
  keys: '↑ ↓ 场景 · 1 2 3 换看 · ← → 差异线 · 空格 走时 · Home 机位 · C 全部核对 · L 语言',
};
const en: Record<keyof typeof zh, string> = {
  gallery: 'Gallery',
  live: 'Live',
  expected: 'Expected',
  difference: 'Difference',
  opening: 'Drawing…',
  unchecked: 'not checked',
  checking: 'checking…',
  same: 'same',
  differs: 'differs',
  failed: 'cannot be drawn',
  missing: 'no expected picture yet',
  share: '{share} of the pixels differ, {tolerated} may',
  checkAll: 'Check all',
  lookAgain: 'Look again',
  run: 'Run time',
  stop: 'Stop time',
  slider: 'Left of the line is what is expected, right what was drawn now; red pixels differ',
  at: 'Time',
  layers: 'Layers',
  controls: 'Must be missed',
  folder: 'Folder',
  renderer: 'Drawn by {renderer}',
  otherRenderer:
    'The expected pictures were drawn in software (SwiftShader); with a graphics card edges differ by themselves.',
  otherLanguage: '中文',
  keys: '↑ ↓ scene · 1 2 3 view · ← → line · Space time · Home look again · C check all · L language',
};
const words = { zh, en };

export type GalleryWord = keyof typeof zh;

export function word(
  language: GalleryLanguage,
  key: GalleryWord,
  values: Readonly<Record<string, string>> = {},
): string {
  return words[language][key].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
