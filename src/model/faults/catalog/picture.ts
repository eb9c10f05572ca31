import type { CatalogEntry } from './entry.ts';

/** PICTURE-…: what keeps the city from being drawn. */
export const pictureFaults = {
  'PICTURE-001': {
    zh: { message: '{file} 没有读到：{reason}。', tip: '检查服务是否在运行，再刷新页面；若仍出现，请重新烘焙城区。' },
    en: {
      message: '{file} could not be read: {reason}.',
      tip: 'Check that the hub is running and reload; if it stays, bake the district again.',
    },
  },
  'PICTURE-002': {
    zh: {
      message: '瓦片 {file} 没有载入：{reason}。',
      tip: '其余画面照常显示；系统每五秒再取一次，请检查服务与城区数据包。',
    },
    en: {
      message: 'Tiles {file} did not load: {reason}.',
      tip: 'All else is shown; it is asked for again every five seconds: check the hub and the district package.',
    },
  },
  'PICTURE-003': {
    zh: {
      message: '画布要了 {asked}，只得到 {got}。',
      tip: '显卡或浏览器限制了画布大小：减小窗口，或把画面分到几个页面。',
    },
    en: {
      message: 'The canvas asked for {asked} and got {got}.',
      tip: 'The GPU or browser limits canvases: use a smaller window, or divide the picture into several pages.',
    },
  },
  'PICTURE-004': {
    zh: { message: '浏览器没有 WebGL 2：{reason}。', tip: '打开硬件加速，或换用新版 Chrome、Edge。' },
    en: {
      message: 'The browser has no WebGL 2: {reason}.',
      tip: 'Turn on hardware acceleration, or use a current Chrome or Edge.',
    },
  },
  'PICTURE-005': {
    zh: {
      message: '显卡收回了画面（第 {count} 次）。',
      tip: '画面会在几秒内自动重建；若反复出现，检查显卡驱动与显存。',
    },
    en: {
      message: 'The GPU took the picture away (time {count}).',
      tip: 'It is rebuilt by itself within seconds; if it repeats, check the driver and its memory.',
    },
  },
  'PICTURE-006': {
    zh: { message: '视频点位没有读到：{reason}。', tip: '检查服务；该图层暂不显示，其余照常。' },
    en: {
      message: 'Video points could not be read: {reason}.',
      tip: 'Check the hub; this layer is not drawn, the others are.',
    },
  },
  'PICTURE-007': {
    zh: { message: '字体 {font} 没有载入。', tip: '改用系统字体显示；检查页面文件是否完整。' },
    en: {
      message: 'The font {font} did not load.',
      tip: 'A system font stands in; check that the screen files are complete.',
    },
  },
  'PICTURE-008': {
    zh: { message: '这里不显示单个视频点。', tip: '公众画面没有点位明细；在指挥墙、规划、导播台查看。' },
    en: {
      message: 'Single video points are not shown here.',
      tip: 'Public screens carry none; see wall, plan or desk.',
    },
  },
  'PICTURE-009': {
    zh: { message: '画面停住了：{reason}。', tip: '刷新页面；若反复出现，请把这句原因告诉维护人员。' },
    en: {
      message: 'The picture stopped: {reason}.',
      tip: 'Reload the page; if it repeats, give this reason to whoever maintains the system.',
    },
  },
  'PICTURE-010': {
    zh: { message: '覆盖证明没有取到：{reason}。', tip: '图上的缝隙可能不全；系统会每五秒再取一次。' },
    en: {
      message: 'The coverage proof did not come: {reason}.',
      tip: 'Gaps may be missing on the map; it is asked for again every five seconds.',
    },
  },
  'PICTURE-011': {
    zh: { message: '这里不显示覆盖证明。', tip: '缝隙与重叠只给值守画面：在指挥墙或规划上查看。' },
    en: {
      message: 'The coverage proof is not shown here.',
      tip: 'Gaps and overlaps are for duty screens: see the wall or the plan.',
    },
  },
  'PICTURE-012': {
    zh: {
      message: '显卡十分钟内三次收回画面（本页共 {count} 次）。',
      tip: '页面会自动重新载入；请检查显卡驱动、显存与散热。',
    },
    en: {
      message: 'The GPU took the picture away three times in ten minutes ({count} on this page).',
      tip: 'The page reloads itself; check the driver, its memory and the cooling.',
    },
  },
  'PICTURE-013': {
    zh: {
      message: '重新载入之后，显卡又三次收回画面（本页共 {count} 次）。',
      tip: '十分钟后再试一次；请更新显卡驱动，关闭其他占用显卡的程序，或换一台机器。',
    },
    en: {
      message: 'After a reload the GPU took the picture away three times more ({count} on this page).',
      tip: 'It is tried again in ten minutes; update the driver, close what else uses the GPU, or use another machine.',
    },
  },
  'PICTURE-014': {
    zh: {
      message: '有 {count} 块瓦片没有载入：{reason}。',
      tip: '系统会隔一段时间自动再取，取到后此提示消失；若一直在，检查服务与城区数据包。',
    },
    en: {
      message: 'Tiles that did not load: {count} ({reason}).',
      tip: 'They are asked for again by themselves, and this goes when they come; if it stays, check the hub and the package.',
    },
  },
  'PICTURE-015': {
    zh: { message: '上一张图片还在保存。', tip: '等它存完，或先取消它，再保存下一张。' },
    en: { message: 'Another picture is still being saved.', tip: 'Wait for it or cancel it, then save the next.' },
  },
  'PICTURE-016': {
    zh: {
      message: '保存图片时显卡收回了画面。',
      tip: '画面会在几秒内自动重建，之后请再保存一次；也可选小一些的尺寸。',
    },
    en: {
      message: 'The GPU took the picture away while it was being saved.',
      tip: 'It is rebuilt by itself within seconds: save it again then, or choose a smaller size.',
    },
  },
  'PICTURE-020': {
    zh: { message: '这些界值不能分级。', tip: '写数字，用逗号或空格分开，最多分 {most} 级；改对之前图上保持原样。' },
    en: {
      message: 'These bounds make no classes.',
      tip: 'Write numbers parted by commas or blanks, for {most} classes at most; the map stays as it was until then.',
    },
  },
} as const satisfies Record<string, CatalogEntry>;
