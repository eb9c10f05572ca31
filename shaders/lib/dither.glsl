// Half a level of noise, −0.5…0.5 ÷ 255, against banding in dark gradients; `pixel` in device pixels. Interleaved
// gradient noise.
// Reference: http://www.iryoku.com/next-generation-post-processing-in-call-of-duty-advanced-warfare/
float dither_level(vec2 pixel) {
  return (fract(52.9829189 * fract(dot(pixel, vec2(0.06711056, 0.00583715)))) - 0.5) / 255.0;
}
