import type { CatalogEntry } from './entry.ts';

/** LIVE-…: what a screen finds wrong in what the hub sends. */
export const liveFaults = {
  'LIVE-001': {
    zh: { message: '收到读不懂的数据列（{problem}）。', tip: '页面与服务版本不同：刷新页面。' },
    en: {
      message: 'A column frame could not be read ({problem}).',
      tip: 'Page and hub differ in version: reload the page.',
    },
  },
  'LIVE-002': {
    zh: { message: '服务使用协议 {theirs}，本页使用 {ours}。', tip: '刷新页面；若仍出现，请同时升级服务与页面。' },
    en: {
      message: 'The hub speaks protocol {theirs}, this page {ours}.',
      tip: 'Reload; if it stays, upgrade hub and screens together.',
    },
  },
  'LIVE-003': {
    zh: { message: '服务 {seconds} 秒没有回答。', tip: '命令可能没有执行：检查连接后再试。' },
    en: {
      message: 'The hub gave no answer for {seconds} s.',
      tip: 'The command may not have run: check the link, then retry.',
    },
  },
  'LIVE-004': {
    zh: { message: '读不到办结点亮的窗（{reason}）。', tip: '会自动再问；若一直不来，请查看服务是否运行。' },
    en: {
      message: 'The lit windows could not be read ({reason}).',
      tip: 'They are asked for again by themselves; if they stay away, check whether the hub runs.',
    },
  },
} as const satisfies Record<string, CatalogEntry>;
