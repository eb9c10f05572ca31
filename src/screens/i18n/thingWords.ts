/** Words about what stands in the street and who works in a house; part of `zh` and `en`. */
export const zhThings = {
  'synthetic.components': '城市部件',
} as const;

export const enThings: Readonly<Record<keyof typeof zhThings, string>> = {
  'synthetic.components': 'city components',
};
