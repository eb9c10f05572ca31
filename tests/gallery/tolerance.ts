/** How near a picture must be to what is expected, for the test and for the gallery alike. */

/** pixelmatch's: colours nearer than this are one; software GL rounds a channel by one here and there. */
export const PIXEL_THRESHOLD = 0.04;
/** Share of pixels that may differ all the same: a few edges. Whatever a scene is about covers more, as its controls show. */
export const TOLERATED_SHARE = 0.001;
