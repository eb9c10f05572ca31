/** Shadows of buildings: none, with hard edges, or with soft ones. They cost a second drawing of what throws them. */
export const shadowQualities = ['off', 'on', 'soft'] as const;
export type ShadowQuality = (typeof shadowQualities)[number];
