// Lit windows from afar (src/picture/layers/buildings/farWindows.ts), each where it is in its wall, none narrower than a pixel.
// STEPS_PER_METER and BAY_STEPS_PER_METER stand before this text.
#include "lib/buildingLook.glsl"
#include "lib/buildingState.glsl"
#include "lib/farFacts.glsl"
#include "lib/haze.glsl"
#include "lib/litWindow.glsl"
#include "lib/srgb.glsl"
#include "lib/towardEye.glsl"
#include "lib/turnVector.glsl"
// Middle of its cell in the wall, steps from the middle of the cell of the city; quarters of a metre above the building's base.
in vec4 place;
// Side, corner, look, floors.
in vec4 look;
// Row, rank, the wall's top in metres.
in vec3 fact;
// Column, storey, width of a column in steps.
in vec4 window;
// sRGB, as the screen takes it, and how much of it.
flat out vec4 vLightSrgb;

// Half the least width and height on the picture: a little more than covers the middle of one pixel.
const float LEAST_HALF_PX = 0.54;

// Pixels to a metre along a direction at a place that is projected to `clip`.
vec2 pixelsPerMeter(vec4 clip, vec4 direction) {
  vec4 moved = czm_projection * direction;
  return (moved.xy - clip.xy / clip.w * moved.w) / clip.w * 0.5 * czm_viewport.zw;
}

void main() {
  BuildingState state = buildingState_at(u_buildingStates, fact.x);
  FacadeFacts facts = farFacts_of(look.z, look.w, fact.z);
  WindowPane pane = windowPane_of(facts, window.y);
  vec2 cellMeters = vec2(window.z / BAY_STEPS_PER_METER, max(fact.z, 1.0) / max(look.w, 1.0));
  vec2 paneMiddle = 0.5 * (pane.low + pane.high) - 0.5;
  vec3 normal = vec3(turnVector_of(look.x / 256.0), 0.0);
  vec3 along = vec3(-normal.y, normal.x, 0.0);
  vec3 up = vec3(0.0, 0.0, 1.0);
  vec3 middle = place.xyz / STEPS_PER_METER + along * (paneMiddle.x * cellMeters.x) + up * (paneMiddle.y * cellMeters.y);
  vec3 positionView = (czm_modelView * vec4(middle, 1.0)).xyz;
  float on = litWindow_on(uint(fact.y), state.litWindows);
  if (on <= 0.0 || dot(positionView, mat3(czm_modelView) * normal) >= 0.0) {
    vLightSrgb = vec4(0.0);
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    return;
  }
  vec4 clip = czm_projection * vec4(towardEye_move(positionView, vec3(0.0), 0.0004), 1.0);
  vec2 alongPx = pixelsPerMeter(clip, czm_modelView * vec4(along, 0.0));
  vec2 upPx = pixelsPerMeter(clip, czm_modelView * vec4(up, 0.0));
  vec2 lengthPx = max(vec2(length(alongPx), length(upPx)), vec2(1e-5));
  vec2 cellsPerPixel = 1.0 / (lengthPx * cellMeters);
  float metersPerPixel = 1.0 / lengthPx.y;
  WindowPane grown = windowPane_grown(pane, 0.24 * smoothstep(0.7, 1.8, metersPerPixel));
  vec2 halfPx = 0.5 * (grown.high - grown.low) * cellMeters * lengthPx;
  vec2 drawnPx = max(halfPx, vec2(LEAST_HALF_PX));
  vec2 side = vec2(look.y > 0.5 && look.y < 2.5 ? 1.0 : -1.0, look.y > 1.5 ? 1.0 : -1.0);
  vec2 offsetPx = side.x * drawnPx.x * alongPx / lengthPx.x + side.y * drawnPx.y * upPx / lengthPx.y;
  gl_Position = vec4(clip.xy + offsetPx * 2.0 / czm_viewport.zw * clip.w, clip.zw);

  // What is drawn larger than it is shines less, but one alone stays a point of light (lib/litWindow.glsl).
  vec2 level = max(log2(cellsPerPixel), 0.0);
  float share = max(halfPx.x * halfPx.y / (drawnPx.x * drawnPx.y), 0.8 * pow(0.85, level.x + level.y));
  float own = litWindow_own(window.xy, fact.x + 0.5);
  vec3 warm = buildingLook_warm(litWindow_warmth(own), own, state.overflow);
  vec3 lit = mix(mix(u_paneLow, u_paneHigh, own), min(warm, 1.0), u_windowGlow);
  vec3 hazed = haze_over(lit, -positionView.z, place.w / 4.0, u_haze, u_hazeStart, u_hazeScale);
  vLightSrgb = vec4(srgb_near(hazed), on * share * buildingLook_litLeft(state.dimmed));
}
