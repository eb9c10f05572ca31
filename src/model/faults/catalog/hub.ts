import type { CatalogEntry } from './entry.ts';

/** HUB-1xx: opening and journal · 2xx: events at the door · 3xx: sockets and stage · 4xx: questions over HTTP. */
export const hubFaults = {
  'HUB-101': {
    zh: { message: '城区数据包 {folder} 不完整：{reason}。', tip: '重新烘焙：npm run bake' },
    en: { message: 'The district package {folder} is not whole: {reason}.', tip: 'Bake it again: npm run bake' },
  },
  'HUB-102': {
    zh: {
      message: 'SQLite {version} 有已知的丢数据缺陷，拒绝启动。',
      tip: '请用随安装带来的 Node，其 SQLite 不低于 {needed}。',
    },
    en: {
      message: 'SQLite {version} has a known bug that loses data; not starting.',
      tip: 'Use the Node that comes with the install: its SQLite is {needed} or newer.',
    },
  },
  'HUB-103': {
    zh: {
      message: '日志 {file} 已损坏：{reason}。',
      tip: '不要删除它。从备份恢复，或用 --state 指到新的文件夹另起一份日志。',
    },
    en: {
      message: 'The journal {file} is damaged: {reason}.',
      tip: 'Do not delete it. Restore a backup, or point --state at a new folder to begin another journal.',
    },
  },
  'HUB-104': {
    zh: {
      message: '日志 {file} 被截短：文件外记录的末尾是第 {headSeq} 条，日志里只到第 {logSeq} 条或内容不同。',
      tip: '不要删除它。从备份恢复，或用 --state 指到新的文件夹另起一份日志。',
    },
    en: {
      message: 'The journal {file} was cut: its head outside is number {headSeq}, the log ends at {logSeq} or differs.',
      tip: 'Do not delete it. Restore a backup, or point --state at a new folder to begin another journal.',
    },
  },
  'HUB-105': {
    zh: {
      message: '日志 {file} 正被另一个进程使用。',
      tip: '一份日志只能有一个进程：停掉另一个，或用 --state 指到别处。',
    },
    en: {
      message: 'The journal {file} is in use by another process.',
      tip: 'One journal, one process: stop the other, or point --state elsewhere.',
    },
  },
  'HUB-106': {
    zh: { message: '日志写入失败，结果未知：{reason}。', tip: '用同一个 id 再发一次；持续失败时检查磁盘并重启。' },
    en: {
      message: 'The journal could not be written, the outcome is unknown: {reason}.',
      tip: 'Send it again with the same id; if it persists, check the disk and restart.',
    },
  },
  'HUB-107': {
    zh: { message: '地址 {host}:{port} 不能监听：{reason}。', tip: '检查主机名和权限，或换一个端口。' },
    en: { message: 'Cannot listen on {host}:{port}: {reason}.', tip: 'Check host and rights, or choose another port.' },
  },
  'HUB-108': {
    zh: { message: '{count} 个被拒事件没能留存：{reason}。', tip: '已计数，收下的事件不受影响；请检查磁盘。' },
    en: {
      message: '{count} refused events could not be kept: {reason}.',
      tip: 'They are counted, and accepted events are whole; check the disk.',
    },
  },

  'HUB-109': {
    zh: {
      message: '{folder} 与当前城区包不在同一坐标框架：{reason}。',
      tip: '用同一配方的原点和高程基准重新烘焙后再对比。',
    },
    en: {
      message: '{folder} lies in another frame than the served package: {reason}.',
      tip: 'Bake it with the same origin and height datum, then compare.',
    },
  },
  'HUB-201': {
    zh: { message: '这不是 UTF-8 编码的 JSON：{reason}。', tip: '按 CloudEvents 1.0 的 JSON 格式发送，编码用 UTF-8。' },
    en: {
      message: 'This is not JSON in UTF-8: {reason}.',
      tip: 'Send CloudEvents 1.0 in JSON format, encoded as UTF-8.',
    },
  },
  'HUB-202': {
    zh: {
      message: '不支持内容类型 {contentType}。',
      tip: '用 application/cloudevents+json、application/cloudevents-batch+json 或 application/json。',
    },
    en: {
      message: 'Content type {contentType} is not taken.',
      tip: 'Use application/cloudevents+json, application/cloudevents-batch+json or application/json.',
    },
  },
  'HUB-203': {
    zh: { message: '请求超过 {limitBytes} 字节。', tip: '分成几批发送。' },
    en: { message: 'The request is larger than {limitBytes} bytes.', tip: 'Send it in several batches.' },
  },
  'HUB-204': {
    zh: { message: '一批有 {count} 个事件，须为 1 到 {limit} 个。', tip: '分成几批发送，空批不要发。' },
    en: {
      message: 'The batch has {count} events; it must have 1 to {limit}.',
      tip: 'Split it; do not send an empty one.',
    },
  },
  'HUB-205': {
    zh: { message: '事件的字段“{field}”不合要求：{problem}。', tip: '对照事件格式改正后用同一个 id 再发。' },
    en: {
      message: 'The event’s field “{field}” is not right: {problem}.',
      tip: 'Correct it by the event format and send it again with the same id.',
    },
  },
  'HUB-206': {
    zh: { message: '不认识事件类型 {type}。', tip: '最接近的是 {nearest}。' },
    en: { message: 'Unknown event type {type}.', tip: 'The nearest is {nearest}.' },
  },
  'HUB-207': {
    zh: {
      message: '时间“{time}”不能用：{problem}。',
      tip: '用带时区偏移的 RFC 3339，例如 2026-05-01T08:00:00+08:00。',
    },
    en: {
      message: 'The time “{time}” cannot be used: {problem}.',
      tip: 'Use RFC 3339 with an offset, such as 2026-05-01T08:00:00+08:00.',
    },
  },
  'HUB-208': {
    zh: { message: '时间 {time} 比现在晚 {minutes} 分钟以上。', tip: '检查来源设备的时钟。' },
    en: { message: 'The time {time} lies more than {minutes} minutes ahead.', tip: 'Check the clock of the source.' },
  },
  'HUB-209': {
    zh: { message: '时间 {time} 早于 {days} 天之前。', tip: '历史记录请走批量导入，不走事件入口。' },
    en: { message: 'The time {time} is older than {days} days.', tip: 'Old records are imported in bulk, not posted.' },
  },
  'HUB-210': {
    zh: {
      message: '位置“{place}”不是 WGS84 的 geo URI。',
      tip: '写成 geo:纬度,经度，纬度在前，例如 geo:36.09,120.37。',
    },
    en: {
      message: 'The place “{place}” is not a geo URI in WGS84.',
      tip: 'Write geo:latitude,longitude, latitude first, such as geo:36.09,120.37.',
    },
  },
  'HUB-211': {
    zh: {
      message: '位置 {place} 在本城区之外，距边界约 {distanceMeters} 米。',
      tip: '检查经纬度是否写反、坐标是否为 WGS84；否则请交给相邻城区。',
    },
    en: {
      message: 'The place {place} lies outside this district, about {distanceMeters} m from its boundary.',
      tip: 'Check for swapped coordinates and for WGS84; otherwise it is a neighbour’s.',
    },
  },
  'HUB-212': {
    zh: {
      message: '位置 {place} 在城区内，但不属于任何责任网格（例如港池）。',
      tip: '最近的网格是 {nearest}；需要时请调整网格划分。',
    },
    en: {
      message: 'The place {place} is in the district but in no grid (a harbour basin, for example).',
      tip: 'The nearest grid is {nearest}; redraw the grids where this is wrong.',
    },
  },
  'HUB-213': {
    zh: { message: '不认识事项代码 {matterCode}。', tip: '最接近的是 {nearest}。' },
    en: { message: 'Unknown matter code {matterCode}.', tip: 'The nearest is {nearest}.' },
  },
  'HUB-214': {
    zh: { message: '没有编号为 {id} 的{thingZh}。', tip: '最接近的是 {nearest}（{thing}）。' },
    en: { message: 'There is no {thing} {id}.', tip: 'The nearest is {nearest} ({thingZh}).' },
  },
  'HUB-215': {
    zh: { message: '案件 {caseId} 不能从 {from} 到 {to}。', tip: '现在允许的下一步：{allowed}。' },
    en: { message: 'Case {caseId} cannot go from {from} to {to}.', tip: 'Allowed next: {allowed}.' },
  },
  'HUB-216': {
    zh: { message: '事件入口目前只收本机的请求。', tip: '在运行北样的机器上发送。' },
    en: {
      message: 'The event door takes requests from this machine only.',
      tip: 'Send from the machine Beiyang runs on.',
    },
  },
  'HUB-217': {
    zh: {
      message: '案件 {caseId} 的这一步（{time}）早于它的上报时间（{reported}）。',
      tip: '检查来源设备的时钟。',
    },
    en: {
      message: 'This step of case {caseId} ({time}) comes before its report ({reported}).',
      tip: 'Check the clock of the source.',
    },
  },
  'HUB-218': {
    zh: {
      message: '岗位 {id} 在 {time} 不在任（任期 {from} 至 {to}）。',
      tip: '换成当日在任者的编号，或检查来源设备的时钟。',
    },
    en: {
      message: 'The post {id} is not held at {time} (held from {from} to {to}).',
      tip: 'Name the post of who holds it that day, or check the clock of the source.',
    },
  },

  'HUB-301': {
    zh: { message: '页面的第一条消息不合格式。', tip: '刷新页面；仍然如此时清除缓存，可能是旧版本的页面。' },
    en: {
      message: 'The screen’s first message is malformed.',
      tip: 'Reload the page; if it stays so, clear the cache: the page may be of an old version.',
    },
  },
  'HUB-302': {
    zh: { message: '页面的协议版本是 {screen}，服务是 {hub}。', tip: '刷新页面。' },
    en: { message: 'The screen speaks protocol {screen}, the hub {hub}.', tip: 'Reload the page.' },
  },
  'HUB-303': {
    zh: { message: '页面在 {seconds} 秒内没有打招呼，连接已关闭。', tip: '刷新页面。' },
    en: { message: 'The screen said no hello within {seconds} s and was closed.', tip: 'Reload the page.' },
  },
  'HUB-304': {
    zh: { message: '导播权在 {holder} 手里。', tip: '请对方交出，或强制接管。' },
    en: { message: '{holder} holds the lease.', tip: 'Ask for it, or take it by force.' },
  },
  'HUB-305': {
    zh: { message: '导播权已过期或不属于这里。', tip: '重新取得导播权再试。' },
    en: { message: 'The lease has run out or is not yours.', tip: 'Take the lease again, then retry.' },
  },
  'HUB-306': {
    zh: { message: '导播命令不合格式。', tip: '刷新导播台页面再试。' },
    en: { message: 'The command is malformed.', tip: 'Reload the desk and try again.' },
  },
  'HUB-307': {
    zh: { message: '没有可以撤回的命令。', tip: '先发出一个画面。' },
    en: { message: 'There is no command to take back.', tip: 'Direct something first.' },
  },
  'HUB-308': {
    zh: { message: '只有导播台可以指挥画面。', tip: '打开 /desk。' },
    en: { message: 'Only a desk may direct screens.', tip: 'Open /desk.' },
  },
  'HUB-309': {
    zh: { message: '页面发来的消息不合格式：{problem}。', tip: '刷新页面；仍然如此时清除缓存，可能是旧版本的页面。' },
    en: {
      message: 'A message of the screen is malformed: {problem}.',
      tip: 'Reload the page; if it stays so, clear the cache: the page may be of an old version.',
    },
  },
  'HUB-310': {
    zh: { message: '不认识页面的消息“{event}”。', tip: '刷新页面。' },
    en: { message: 'The hub knows no message “{event}”.', tip: 'Reload the page.' },
  },
  'HUB-311': {
    zh: { message: '页面的消息太多（每秒 {perSecond} 条为限），连接已关闭。', tip: '关掉多余的页面，再刷新。' },
    en: {
      message: 'The screen says too much (the limit is {perSecond} messages a second) and was closed.',
      tip: 'Close pages that are not needed, then reload.',
    },
  },
  'HUB-312': {
    zh: { message: '没有命名空间 {namespace}。', tip: '只有 /live 和 /stage。' },
    en: { message: 'There is no namespace {namespace}.', tip: 'There are /live and /stage only.' },
  },

  'HUB-401': {
    zh: { message: '没有这个地址：{path}。', tip: '从首页进入，或检查链接。' },
    en: { message: 'There is nothing at {path}.', tip: 'Start from the index page, or check the link.' },
  },
  'HUB-402': {
    zh: { message: '没有编号为 {id} 的{thingZh}（{thing}）。', tip: '检查编号，或用搜索。' },
    en: { message: 'There is no {thing} ({thingZh}) with id {id}.', tip: 'Check the id, or search.' },
  },
  'HUB-403': {
    zh: { message: '请求的主机名 {host} 不是本机。', tip: '用 127.0.0.1 或 localhost 打开。' },
    en: {
      message: 'The request names the host {host}, which is not this machine.',
      tip: 'Use 127.0.0.1 or localhost.',
    },
  },
  'HUB-404': {
    zh: { message: '这里看不到{thingZh}（{thing}）。', tip: '在值班工作站上打开。' },
    en: { message: 'The {thing} ({thingZh}) is not for this station.', tip: 'Open it at a duty work station.' },
  },
  'HUB-405': {
    zh: { message: '请求不合要求：{reason}。', tip: '检查地址和参数。' },
    en: { message: 'The request is not right: {reason}.', tip: 'Check the address and its parameters.' },
  },
  'HUB-406': {
    zh: { message: '服务出了自己的错误，已记入日志。', tip: '再试一次；仍然如此时请带上运行窗口里的那一行来报告。' },
    en: {
      message: 'The hub made a mistake of its own; it is in the log.',
      tip: 'Try again; if it stays so, report it with the line in the window it runs in.',
    },
  },
} as const satisfies Record<string, CatalogEntry>;
