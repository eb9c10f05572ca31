// Unit vector that many turns counter-clockwise from east, within 0.0011: parabolas cost a fraction of sines.
vec2 turnVector_of(float turns) {
  vec2 part = fract(vec2(turns + 0.75, turns + 0.5)) - 0.5;
  vec2 arc = 8.0 * part - 16.0 * part * abs(part);
  return arc * (0.775 + 0.225 * abs(arc));
}
