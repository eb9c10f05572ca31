// Lines on the ground (src/picture/layers/ground/groundLines.ts), as wide as they are painted there; SHORE = the water's edge.
#include "lib/haze.glsl"
#include "lib/towardEye.glsl"
// Metres ENU from the origin, and the road's rank.
in vec4 place;
// Direction on the map, the edge, metres along.
in vec4 course;
// Metres from the line's middle, half its width, metres along; and how far haze lets it be seen.
out vec4 vLineView;

void main() {
#ifdef SHORE
  float halfMeters = 8.0;
#else
  float halfMeters = place.w < 1.5 ? 0.22 : place.w < 2.5 ? 0.17 : 0.12;
#endif
  float distanceMeters = length((czm_modelView * vec4(place.xyz, 1.0)).xyz);
  // Two pixels more: the edge is drawn soft.
  float aside = course.z * (halfMeters + 4.0 * distanceMeters / (czm_projection[1][1] * czm_viewport.w));
  vec3 moved = place.xyz + aside * vec3(-course.y, course.x, 0.0);
  vec3 positionView = (czm_modelView * vec4(moved, 1.0)).xyz;
  vLineView = vec4(aside, halfMeters, course.w, haze_share(distanceMeters, 0.0, u_hazeStart, u_hazeScale));
  gl_Position = czm_projection * vec4(towardEye_move(positionView, vec3(0.0), 0.0011), 1.0);
}
