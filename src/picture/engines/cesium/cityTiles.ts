/** The tilesets of a district package and the shaders that colour the two that every package has. */
import {
  Cartesian2,
  Cartesian3,
  Cartesian4,
  Cesium3DTileset,
  CustomShader,
  LightingModel,
  Matrix3,
  PixelDatatype,
  PixelFormat,
  Resource,
  TextureMagnificationFilter,
  TextureMinificationFilter,
  TextureUniform,
  UniformType,
  VaryingType,
} from '@cesium/engine';
import type { Vec3 } from '../../../model/frames/ecef.ts';
import { MOST_CLASS, STATE_TEXELS_WIDE } from '../../layers/buildings/buildingStates.ts';
import type { GroundShade } from '../../layers/ground/groundShade.ts';
import { UNKNOWN_COLOUR } from '../../layers/thematic/ramps.ts';
import { linearFromHex, type Palette } from '../../palette.ts';
import { shaderText } from '../shaderText.ts';

export type TilesetName = 'buildings' | 'ground';

export const vector = (value: Vec3): Cartesian3 => new Cartesian3(value[0], value[1], value[2]);

type Uniforms = Record<string, { type: UniformType; value: number | Cartesian3 | TextureUniform }>;

/** @param texels four floats per building by buildingIndex, whole rows. Takes the place of `u_buildingStates`. */
export function buildingStatesTexture(texels: Float32Array): TextureUniform {
  return floatTexture(texels, STATE_TEXELS_WIDE);
}

function floatTexture(texels: Float32Array, width: number): TextureUniform {
  return new TextureUniform({
    // Cesium's declaration knows bytes only; it hands any view through.
    typedArray: texels as unknown as Uint8Array,
    width,
    height: texels.length / (4 * width),
    pixelFormat: PixelFormat.RGBA,
    pixelDatatype: PixelDatatype.FLOAT,
    repeat: false,
    minificationFilter: TextureMinificationFilter.NEAREST,
    magnificationFilter: TextureMagnificationFilter.NEAREST,
  });
}

/** Classes 0…15 of the city by an attribute; linear, a: 0 none, 0.5 unknown, 1 known (shaders/lib/themeColour.glsl). */
const CLASS_TEXELS = 16;

/** @param colours `#RRGGBB` of the classes 1…; `unknown` is the class MOST_CLASS. Takes the place of `u_classColours`. */
export function classColoursTexture(colours: readonly string[], unknown: string): TextureUniform {
  const texels = new Float32Array(4 * CLASS_TEXELS);
  colours.forEach((colour, row) => {
    texels.set([...linearFromHex(colour), 1], 4 * (row + 1));
  });
  texels.set([...linearFromHex(unknown), 0.5], 4 * MOST_CLASS);
  return floatTexture(texels, CLASS_TEXELS);
}

/** Of the encoded colour: in the shade of the sun, and where no sky comes. */
const SHADE_LEFT = [0.72, 0.74] as const;

/** Light as if nothing were built. */
const noShade: GroundShade = {
  ...{ westMeters: 0, southMeters: 0, stepMeters: 1, columns: 1, rows: 1 },
  bytes: new Uint8Array([255, 255]),
};

/** Takes the place of `u_groundShade` and `u_shadeMap`. */
export function shadeUniforms(shade: GroundShade | null): { map: Cartesian4; texture: TextureUniform } {
  const { westMeters, southMeters, stepMeters, columns, rows, bytes } = shade ?? noShade;
  return {
    map: new Cartesian4(westMeters, southMeters, 1 / (columns * stepMeters), 1 / (rows * stepMeters)),
    texture: new TextureUniform({
      typedArray: bytes,
      width: columns,
      height: rows,
      pixelFormat: PixelFormat.RG,
      pixelDatatype: PixelDatatype.UNSIGNED_BYTE,
      repeat: false,
      minificationFilter: TextureMinificationFilter.LINEAR,
      magnificationFilter: TextureMagnificationFilter.LINEAR,
    }),
  };
}

function uniformsOf(values: Readonly<Record<string, number | Vec3>>): Uniforms {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'number' ? { type: UniformType.FLOAT, value } : { type: UniformType.VEC3, value: vector(value) },
    ]),
  );
}

function hazeOf(palette: Palette): Record<string, number | Vec3> {
  return { u_haze: palette.haze, u_hazeStart: palette.hazeStartMeters, u_hazeScale: palette.hazeScaleMeters };
}

function lightOf(palette: Palette): Record<string, number | Vec3> {
  return {
    u_keyDirection: palette.keyDirection,
    u_keyColour: palette.keyColour,
    u_skyLight: palette.skyLight,
    u_groundLight: palette.groundLight,
  };
}

function buildingValues(palette: Palette): Record<string, number | Vec3> {
  return {
    u_wallDark: linearFromHex(palette.wallDark),
    u_wallLight: linearFromHex(palette.wallLight),
    u_wallOld: linearFromHex(palette.wallOld),
    u_roofOld: linearFromHex(palette.roofOld),
    u_glass: linearFromHex(palette.glass),
    u_paneLow: linearFromHex(palette.paneLow),
    u_paneHigh: linearFromHex(palette.paneHigh),
    u_windowGlow: palette.windowGlow,
    u_rimLight: palette.rimLight,
    u_rimShade: palette.rimShade,
    u_selectedColour: linearFromHex(palette.selected),
    ...lightOf(palette),
    u_exposure: palette.exposure,
    u_toneShoulder: palette.toneShoulder,
    u_footShade: palette.footShade,
    ...hazeOf(palette),
  };
}

function groundValues(palette: Palette): Record<string, number | Vec3> {
  const [road1, road2, road3, road4] = palette.roads.map(linearFromHex) as [Vec3, Vec3, Vec3, Vec3];
  return {
    u_land: linearFromHex(palette.land),
    u_outside: linearFromHex(palette.outside),
    u_water: linearFromHex(palette.water),
    u_horizon: palette.horizon,
    u_zenith: palette.zenith,
    u_green: linearFromHex(palette.green),
    u_quay: linearFromHex(palette.quay),
    u_rail: linearFromHex(palette.rail),
    u_road1: road1,
    u_road2: road2,
    u_road3: road3,
    u_road4: road4,
    u_roadLine: linearFromHex(palette.roadLine),
    u_shoreLine: linearFromHex(palette.shoreLine),
    u_groundGain: palette.groundGain,
    u_slopeDrama: palette.slopeDrama,
    u_slopeShade: palette.slopeShade,
    u_slopeShine: palette.slopeShine,
    ...lightOf(palette),
    u_outsideHazeScale: palette.outsideHazeScaleMeters,
    ...hazeOf(palette),
  };
}

/** What the others keep of their light while one is selected. */
const OTHER_GAIN = 0.6;

/** Gives both shaders the colours and the light of a palette; what else they were told stays. */
export function lightTiles(shaders: Readonly<Record<TilesetName, CustomShader>>, palette: Palette): void {
  const put = (shader: CustomShader, values: Readonly<Record<string, number | Vec3>>): void => {
    for (const [name, value] of Object.entries(values)) {
      shader.setUniform(name, typeof value === 'number' ? value : vector(value));
    }
  };
  put(shaders.buildings, buildingValues(palette));
  put(shaders.ground, groundValues(palette));
}

export function buildingShader(palette: Palette): CustomShader {
  return new CustomShader({
    lightingModel: LightingModel.UNLIT,
    uniforms: {
      ...uniformsOf({
        ...buildingValues(palette),
        u_otherGain: OTHER_GAIN,
        u_shadowLeft: 1,
        u_shadowReach: 1,
      }),
      u_buildingStates: {
        type: UniformType.SAMPLER_2D,
        value: buildingStatesTexture(new Float32Array(4 * STATE_TEXELS_WIDE)),
      },
      u_classColours: { type: UniformType.SAMPLER_2D, value: classColoursTexture([], UNKNOWN_COLOUR) },
    },
    varyings: { vNormalEnu: VaryingType.VEC3 },
    vertexShaderText: shaderText('layers/buildings.vert.glsl'),
    fragmentShaderText: shaderText('layers/buildings.frag.glsl'),
  });
}

export function groundShader(palette: Palette): CustomShader {
  const { map, texture } = shadeUniforms(null);
  return new CustomShader({
    lightingModel: LightingModel.UNLIT,
    uniforms: {
      ...uniformsOf({ ...groundValues(palette), u_roadsShown: 1, u_sharpReach: 0, u_eyeEnu: [0, 0, 0] }),
      u_enuFromView: { type: UniformType.MAT3, value: Matrix3.clone(Matrix3.IDENTITY) },
      u_shadeLeft: { type: UniformType.VEC2, value: new Cartesian2(...SHADE_LEFT) },
      u_shadeMap: { type: UniformType.VEC4, value: map },
      u_groundShade: { type: UniformType.SAMPLER_2D, value: texture },
    },
    varyings: { vNormalEnu: VaryingType.VEC3 },
    vertexShaderText: shaderText('layers/ground.vert.glsl'),
    fragmentShaderText: shaderText('layers/ground.frag.glsl'),
  });
}

/**
 * Seam-safe settings (the same tile detail for every window of one eye): no foveation, no skipped levels, nothing
 * cancelled while moving, a cache that holds the district. Tiles without a shader of ours keep their own materials.
 */
export async function openTileset(
  base: string,
  path: string,
  districtHash: string,
  shader: CustomShader | null,
): Promise<Cesium3DTileset> {
  const resource = new Resource({ url: `${base}package/${path}`, queryParameters: { h: districtHash } });
  const tileset = await Cesium3DTileset.fromUrl(resource, {
    skipLevelOfDetail: false,
    foveatedScreenSpaceError: false,
    dynamicScreenSpaceError: false,
    cullRequestsWhileMoving: false,
    preloadFlightDestinations: false,
    cacheBytes: 512 * 1024 * 1024,
    maximumCacheOverflowBytes: 512 * 1024 * 1024,
    showCreditsOnScreen: false,
  });
  if (shader) tileset.customShader = shader;
  // Cesium (1.145, Scene.updateHeight) files what it asks each tileset under its id, gives tilesets none, and so takes
  // back from the last one only: the others kept a closure for every time the camera moved.
  return Object.assign(tileset, { id: path });
}
