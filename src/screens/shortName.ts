/** A part's name beside its whole's: `科技街社区单元网格 001` inside `科技街社区` is `单元网格 001`. Pure. */
export function shortName(name: string, wholeName: string): string {
  const rest = name.startsWith(wholeName) ? name.slice(wholeName.length).trim() : '';
  return rest === '' ? name : rest;
}
