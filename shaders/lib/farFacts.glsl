// A building's facts as the city from afar has them: the look's bits (src/model/contract/tileAttributes.ts, lookBitsOf),
// floors, and the wall's top in metres.
#include "lib/facadeFacts.glsl"

FacadeFacts farFacts_of(float look, float floors, float wallTopMeters) {
  uint bits = uint(look + 0.5);
  return FacadeFacts(float(bits & 7u), float((bits >> 3) & 7u), floors, float((bits >> 6) & 3u), wallTopMeters);
}
