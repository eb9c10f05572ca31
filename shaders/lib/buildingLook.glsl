// What a building looks like near by and from afar alike: roofs, the foot of a street, a lit window's colour, and what
// choosing does. The two programs that draw buildings meet in one picture, and must not part in it.
#include "lib/themeColour.glsl"
#include "lib/wallColour.glsl"

// Classes by night: bright enough to be told apart, below a lit window.
const float BUILDING_LOOK_NIGHT_THEME_GAIN = 0.55;

bool buildingLook_isOld(FacadeFacts facts) {
  return facts.age > 0.5 && facts.age < 1.5;
}

// Old roofs are tiles; others what the wall is made of, weathered.
vec3 buildingLook_roof(FacadeFacts facts, float index, vec3 wall, vec3 tiles) {
  return buildingLook_isOld(facts) ? mix(tiles, wall, 0.1 + 0.25 * wallColour_own(index)) : wall * 0.86;
}

// Little sky reaches the foot of a street canyon: gain on a wall's light.
float buildingLook_canyon(float heightMeters, float footShade) {
  return mix(footShade, 1.0, smoothstep(0.0, 24.0, heightMeters));
}

// Light of a lit window, linear; `own` is the window's number 0…1.
vec3 buildingLook_warm(vec3 warmth, float own, float overflow) {
  return warmth * (0.8 + 0.4 * fract(own * 7.0)) * (1.0 + 0.05 * overflow);
}

vec3 buildingLook_themed(vec3 colour, vec4 theme, float facing, float windowGlow, float hatch) {
  return themeColour_over(colour, theme, facing, mix(1.0, BUILDING_LOOK_NIGHT_THEME_GAIN, windowGlow), hatch);
}

// What is chosen or pointed at steps forward, all others step back.
vec3 buildingLook_chosen(vec3 colour, bool selected, bool hovered, bool dimmed, vec3 selectedColour, float otherGain) {
  if (selected || hovered) colour = colour * 1.2 + selectedColour * (selected ? 0.06 : 0.03);
  if (!dimmed) return colour;
  vec3 grey = vec3(dot(colour, vec3(0.2126, 0.7152, 0.0722))) * vec3(0.92, 1.0, 1.1);
  return mix(colour, grey, 0.42) * otherGain;
}

// What is left of a lit window's share where others are chosen.
float buildingLook_litLeft(bool dimmed) {
  return dimmed ? 0.7 : 1.0;
}
