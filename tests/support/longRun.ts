/** `npm test` takes a sample of what `npm run test:long` goes through: fewer seeds, the same rules. */
export const isLongRun = process.env.LONG === '1';

/** All of a list in a long run, else the first few. */
export const sampled = <T>(all: readonly T[], few: number): readonly T[] => (isLongRun ? all : all.slice(0, few));

/** How often a seeded test throws its dice: seldom, or in a long run as often as it takes to find what is rare. */
export const roundsOf = (few: number, many: number): number => (isLongRun ? many : few);
