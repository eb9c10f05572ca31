// A façade as a grid of windows: columns counted through all walls of the building, storeys from the base to the wall's top.
struct FacadeGrid {
  // Column and storey of this place, whole numbers from 0 on.
  vec2 cell;
  // Where in the cell, 0…1 along the wall and 0…1 up.
  vec2 within;
  // Columns and storeys to a pixel.
  vec2 cellsPerPixel;
  float storeyMeters;
  // False beside, below and above all windows.
  bool hasWindow;
};

FacadeGrid facadeGrid_at(float column, float heightMeters, float topMeters, float floors, vec2 perPixel) {
  float storeyMeters = max(topMeters, 1.0) / max(floors, 1.0);
  vec2 place = vec2(column, heightMeters / storeyMeters);
  vec2 cell = floor(place);
  bool hasWindow = column >= 0.0 && cell.y >= 0.0 && cell.y < floors;
  return FacadeGrid(cell, place - cell, vec2(perPixel.x, perPixel.y / storeyMeters), storeyMeters, hasWindow);
}
