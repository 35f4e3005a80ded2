/**
 * Draws what a film shows. WebKitGTK (seen in 2.50) now and then draws nothing at all, without a word, and the next time all
 * of it; so it is looked at whether anything was drawn, and tried again.
 */

/** More often than it ever took; a picture that is see-through in its middle is taken as it is then. */
const TRIES = 30;

/** `false`: nothing was drawn. The canvas takes the size of the film, or that width. */
export function draw(film: HTMLVideoElement, canvas: HTMLCanvasElement, width = film.videoWidth): boolean {
  canvas.width = width;
  canvas.height = Math.max(1, Math.round((width * film.videoHeight) / film.videoWidth));
  const context = canvas.getContext('2d');
  // Where there is nothing to draw with, another try changes nothing.
  if (!context) return true;
  context.drawImage(film, 0, 0, canvas.width, canvas.height);
  return context.getImageData(canvas.width >> 1, canvas.height >> 1, 1, 1).data[3] !== 0;
}

/** Tries until something was drawn, as long as it is wanted. `false`: it came to nothing, or is not wanted any more. */
export async function drawSurely(
  film: HTMLVideoElement,
  canvas: HTMLCanvasElement,
  width = film.videoWidth,
  wanted: () => boolean = () => true,
): Promise<boolean> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    if (!wanted() || film.videoWidth === 0) return false;
    if (draw(film, canvas, width)) return true;
    await new Promise((next) => setTimeout(next, 16));
  }
  return false;
}
