import type { CityTheme } from '../../picture/light/cityLight.ts';
import { type ShadowQuality, shadowQualities } from '../../picture/light/shadowQuality.ts';

const themes: readonly string[] = ['night', 'day', 'clock'] satisfies CityTheme[];

/** The light that a station's address asks for (`?light=night`, `day` or `clock`), else its usual one. */
export function cityThemeOf(search: string, usual: CityTheme): CityTheme {
  const asked = new URLSearchParams(search).get('light');
  return asked !== null && themes.includes(asked) ? (asked as CityTheme) : usual;
}

/** Shadows that a station's address asks for (`?shadows=off`, `on` or `soft`), else as the picture's quality has them. */
export function shadowsOf(search: string): ShadowQuality | null {
  const asked = new URLSearchParams(search).get('shadows');
  return shadowQualities.find((quality) => quality === asked) ?? null;
}
