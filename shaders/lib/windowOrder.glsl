// In which order the windows of a building light up: src/model/contract/windowOrder.ts says what and why, and is the same.
uint windowOrder_mixed(uint a, uint b) {
  uint hash = (a * 0x9e3779b1u) ^ ((b + 1u) * 0x85ebca6bu);
  hash = (hash ^ (hash >> 16)) * 0x7feb352du;
  hash = (hash ^ (hash >> 15)) * 0x846ca68bu;
  return hash ^ (hash >> 16);
}

// Rank of a window, 0 … columns × floors − 1, each once. `columnStep` has no factor in common with `columns`.
uint windowOrder_rank(uint storey, uint column, uint columns, uint floors, uint columnStep, uint seed) {
  uint at = ((column * columnStep) % columns + windowOrder_mixed(seed, storey >> 1) % columns) % columns;
  uint up = (storey + windowOrder_mixed(seed + 0x10000000u, at) % floors) % floors;
  at = (at + windowOrder_mixed(seed + 0x20000000u, up >> 1) % columns) % columns;
  return at * floors + up;
}
