/** The recipe of the shipped district at other sizes. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** As many does the shipped recipe ask for. */
export const RECIPE_BUILDINGS = 50_000;

const recipeFolder = path.resolve(import.meta.dirname, '../../data/recipes');
export const SHIPPED_RECIPE = path.join(recipeFolder, 'shibei-synthetic.json');

type Positions = [number, number] | Positions[];
interface OutlineFile {
  readonly features: { readonly geometry: { coordinates: Positions } }[];
}

function mean(positions: Positions, axis: 0 | 1): number {
  const flat = (item: Positions): number[] =>
    typeof item[0] === 'number' ? [(item as [number, number])[axis]] : (item as Positions[]).flatMap(flat);
  const values = flat(positions);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Scaled about its middle: √n in each direction keeps as many buildings on each hectare. */
function scaled(positions: Positions, factor: number, centre: readonly [number, number]): Positions {
  if (typeof positions[0] !== 'number') return (positions as Positions[]).map((item) => scaled(item, factor, centre));
  const [x, y] = positions as [number, number];
  return [centre[0] + (x - centre[0]) * factor, centre[1] + (y - centre[1]) * factor];
}

/**
 * The recipe of the shipped district for any number of buildings: land, grids, people and points grow alike. The plan and
 * the official lists name exactly so many places of the district as it is: at every size alike they give way to counts.
 */
export function writeScaledRecipe(folder: string, buildings: number): string {
  mkdirSync(folder, { recursive: true });
  const recipe = JSON.parse(readFileSync(SHIPPED_RECIPE, 'utf8'));
  const absolute = (file: string): string => path.resolve(recipeFolder, file);
  const ratio = buildings / RECIPE_BUILDINGS;
  const times = (count: number): number => Math.round(count * ratio);
  const outline = JSON.parse(readFileSync(absolute(recipe.outline.file), 'utf8')) as OutlineFile;
  const all = outline.features.map(({ geometry }) => geometry.coordinates) as Positions[];
  const centre = [mean(all, 0), mean(all, 1)] as const;
  for (const feature of outline.features) {
    feature.geometry.coordinates = scaled(feature.geometry.coordinates, Math.sqrt(ratio), centre);
  }
  writeFileSync(path.join(folder, 'outline.json'), JSON.stringify(outline));
  const { generate, official } = recipe;
  const file = path.join(folder, 'recipe.json');
  const { streets: _streets, communities: _communities, ...listed } = official;
  const { plan: _plan, ...counted } = generate;
  writeFileSync(
    file,
    JSON.stringify({
      ...recipe,
      outline: { file: 'outline.json' },
      official: Object.fromEntries(Object.entries(listed).map(([key, value]) => [key, absolute(value as string)])),
      generate: {
        ...counted,
        ...{ streets: times(22), communities: times(137) },
        communityGrids: times(generate.communityGrids),
        unitGrids: times(generate.unitGrids),
        extensionGrids: times(generate.extensionGrids),
        buildings,
        residents: times(generate.residents),
        videoPoints: times(generate.videoPoints),
        hazards: times(generate.hazards),
        ...(generate.enterprises === undefined ? {} : { enterprises: times(generate.enterprises) }),
      },
    }),
  );
  return file;
}

/** The shipped recipe, land and plan and all, with another number of buildings on them. */
export function writeRecipeWithCount(folder: string, buildings: number): string {
  mkdirSync(folder, { recursive: true });
  const recipe = JSON.parse(readFileSync(SHIPPED_RECIPE, 'utf8'));
  const absolute = (file: string): string => path.resolve(recipeFolder, file);
  const { outline, official, generate } = recipe;
  const file = path.join(folder, 'recipe.json');
  writeFileSync(
    file,
    JSON.stringify({
      ...recipe,
      outline: { file: absolute(outline.file) },
      official: Object.fromEntries(Object.entries(official).map(([key, value]) => [key, absolute(value as string)])),
      generate: { ...generate, buildings, plan: absolute(generate.plan) },
    }),
  );
  return file;
}
