import type { CatalogEntry } from './entry.ts';

/** BAKE-4xx: topology and generation. Part of the bake's catalog, kept beside it because its makers differ. */
export const generationFaults = {
  'BAKE-401': {
    zh: {
      message: '区域“{name}”有 {holes} 个洞，不能划分。',
      tip: '把洞里的飞地并入本区域，或作为单独的街道给出；划分只接受没有洞的轮廓。',
    },
    en: {
      message: 'Area “{name}” has {holes} holes and cannot be divided.',
      tip: 'Merge the enclave into it or give it as a street of its own: only outlines without holes are divided.',
    },
  },
  'BAKE-402': {
    zh: { message: '要求的数量对不上：{what} {wanted}，可行的是 {possible}。', tip: '改配方 generate 里的数量。' },
    en: {
      message: 'The wanted numbers do not fit: {what} {wanted}, possible is {possible}.',
      tip: 'Change the counts under generate in the recipe.',
    },
  },
  'BAKE-403': {
    zh: {
      message: '区域“{name}”（{squareMeters} m²）分不成 {parts} 块。',
      tip: '它太小或太窄；减少网格数，或修正它的轮廓。',
    },
    en: {
      message: 'Area “{name}” ({squareMeters} m²) cannot be divided into {parts} parts.',
      tip: 'It is too small or too narrow: ask for fewer grids, or correct its outline.',
    },
  },
  'BAKE-404': {
    zh: {
      message: '区域“{name}”的轮廓太窄：合并相距 {toleranceCm} 厘米以内的顶点后什么也没剩下。',
      tip: '检查它的顶点和声明的坐标系；一个街道不会只有一条线宽。',
    },
    en: {
      message: 'Area “{name}” is too thin: nothing is left once vertices within {toleranceCm} cm are one.',
      tip: 'Check its vertices and the declared coordinate system: no street is as thin as a line.',
    },
  },
  'BAKE-430': {
    zh: {
      message: '建筑记录“{id}”有产权人，但没有自己的编号：产权人未进入个人信息库。',
      tip: '在配方 fields 里把 id 指到来源的编号列；没有编号，下次烘焙就认不出是同一栋楼。',
    },
    en: {
      message: 'Building record “{id}” has an owner but no id of its own: the owner is not in the personal store.',
      tip: 'Map id under fields in the recipe: without one the next bake cannot know the building again.',
    },
  },
} as const satisfies Record<string, CatalogEntry>;
