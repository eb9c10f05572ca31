/** Edit distance (Levenshtein 1966), for the tip "did you mean". */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}

/** The candidate closest to a mistyped name. Candidates must not be empty. */
export function nearestName(name: string, candidates: readonly string[]): string {
  return candidates.reduce((best, candidate) =>
    editDistance(name.toLowerCase(), candidate.toLowerCase()) < editDistance(name.toLowerCase(), best.toLowerCase())
      ? candidate
      : best,
  );
}
