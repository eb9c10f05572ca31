// Flat marks: FADE_START and FADE_SCALE (metres) stand before this text.
in vec4 vColorSrgb;
in vec3 vPositionView;

void main() {
  float away = max(length(vPositionView) - FADE_START, 0.0) / FADE_SCALE;
  out_FragColor = vec4(vColorSrgb.rgb, vColorSrgb.a * exp(-away));
}
