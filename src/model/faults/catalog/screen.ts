import type { CatalogEntry } from './entry.ts';

/** SCREEN-…: pages, their questions to the hub, the browser under them. */
export const screenFaults = {
  'SCREEN-001': {
    zh: { message: '中枢没有回答：{path}。', tip: '检查中枢是否在运行、网线是否插好；页面会自动再问。' },
    en: {
      message: 'The hub did not answer: {path}.',
      tip: 'Check that the hub runs and the cable is in; the page asks again by itself.',
    },
  },
  'SCREEN-002': {
    zh: {
      message: '中枢的回答看不懂：{path}（HTTP {status}）。',
      tip: '页面与中枢可能不是同一版本：刷新页面，或重启中枢。',
    },
    en: {
      message: 'The answer to {path} (HTTP {status}) could not be read.',
      tip: 'Page and hub may be of different versions: reload the page, or restart the hub.',
    },
  },
  'SCREEN-003': {
    zh: { message: '地图打不开：{reason}。', tip: '检查浏览器的硬件加速和显卡驱动；列表和数字不受影响。' },
    en: {
      message: 'The map could not start: {reason}.',
      tip: 'Check hardware acceleration and the graphics driver; lists and figures still work.',
    },
  },
  'SCREEN-004': {
    zh: { message: '这一页出了错：{reason}。', tip: '刷新页面；再出现时请把这个编号和时间告诉维护人员。' },
    en: {
      message: 'This page failed: {reason}.',
      tip: 'Reload it; if it happens again, tell support this code and the time.',
    },
  },
  'SCREEN-005': {
    zh: { message: '没有这个页面：{path}。', tip: '从首页选择一个席位。' },
    en: { message: 'There is no page at {path}.', tip: 'Choose a station from the index.' },
  },
  'SCREEN-006': {
    zh: { message: '中枢 {seconds} 秒内没有答完：{path}。', tip: '中枢可能很忙；稍等再试一次。' },
    en: { message: 'The hub took more than {seconds} s: {path}.', tip: 'It may be busy; wait a moment and try again.' },
  },
  'SCREEN-007': {
    zh: { message: '中枢换了城区数据，这一页还是旧的。', tip: '页面会自己刷新。' },
    en: { message: 'The hub serves another district now; this page is of the old one.', tip: 'It reloads by itself.' },
  },
  'SCREEN-008': {
    zh: { message: '与导播台的连接断了，画面不再跟随导播。', tip: '页面会自己重连；其余数据不受影响。' },
    en: {
      message: 'The link to the desk is down: this screen does not follow it.',
      tip: 'It reconnects by itself; all else goes on.',
    },
  },
} as const satisfies Record<string, CatalogEntry>;
