// What is the matter with a building now: one texel each, 256 to a row, four 32-bit floats, no filter.
//   r = windows lit (a part of one is a window going on), g = columns of windows, b = column step (windowOrder.glsl),
//   a = overflow 0…15 + 16 × class (0 none, 1…12) + 256 × (1 hovered + 2 selected + 4 dimmed)
struct BuildingState {
  float litWindows;
  float columns;
  float columnStep;
  float overflow;
  float themeClass;
  bool hovered;
  bool selected;
  bool dimmed;
};

BuildingState buildingState_of(vec4 texel) {
  uint bits = uint(texel.a + 0.5);
  return BuildingState(
    texel.r, texel.g, texel.b,
    float(bits & 15u), float((bits >> 4) & 15u),
    (bits & 256u) != 0u, (bits & 512u) != 0u, (bits & 1024u) != 0u
  );
}

// Nothing where the list has no such building: before it came.
BuildingState buildingState_at(sampler2D states, float buildingIndex) {
  int index = int(buildingIndex);
  ivec2 place = ivec2(index & 255, index >> 8);
  return buildingState_of(place.y < textureSize(states, 0).y ? texelFetch(states, place, 0) : vec4(0.0));
}
