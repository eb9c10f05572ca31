// What buildings take of the ground's light, from a coarse map (src/picture/layers/ground/groundShade.ts).

// Where a place of the district lies in the map, 0…1. `map` = the map's south-west corner in metres ENU, and one over
// its size.
vec2 groundShade_place(vec2 enuMeters, vec4 map) {
  return (enuMeters - map.xy) * map.zw;
}

// Gain on an encoded colour. `light` = shares of sun and sky that come; `left` = what is left of the colour without either.
float groundShade_gain(vec2 light, vec2 left) {
  vec2 gain = mix(left, vec2(1.0), light);
  return gain.x * gain.y;
}
