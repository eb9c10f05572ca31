// A line of one width on the picture, whatever lies how far. In view space: the eye is at 0 and looks along -z.

// Unit vector at right angles to a line as it runs on the picture. Along one straight line it is the same at every
// place, also behind the eye: a piece that begins there ends right.
vec2 ribbon_aside(vec3 placeView, vec3 alongView) {
  vec2 along = placeView.xy * alongView.z - placeView.z * alongView.xy;
  float size = length(along);
  return size > 0.0 ? vec2(-along.y, along.x) / size : vec2(0.0, 1.0);
}

// Half the width in metres at a place: as seen from a metre away, or on the ground where that is more.
float ribbon_halfMeters(vec3 placeView, float halfTangent, float leastHalfMeters) {
  return max(-placeView.z * halfTangent, leastHalfMeters);
}

// Share of a pixel that a line covers whose middle runs so many pixels away.
float ribbon_coverage(float awayPx, float halfPx) {
  return clamp(halfPx + 0.5 - abs(awayPx), 0.0, min(1.0, 2.0 * halfPx));
}
