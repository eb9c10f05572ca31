// Flat marks: FADE_START and FADE_SCALE (metres) stand before this text.
in vec4 v_color;
in vec3 v_positionEye;

void main() {
  float away = max(length(v_positionEye) - FADE_START, 0.0) / FADE_SCALE;
  out_FragColor = vec4(v_color.rgb, v_color.a * exp(-away));
}
