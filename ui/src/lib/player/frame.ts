/** A picture of what a film shows, in all its pixels. */
import { drawSurely } from './draw';

/** As PNG in base64, because the bridge to the program carries words. `null`: the window could not make it. */
export async function pngOf(film: HTMLVideoElement): Promise<string | null> {
  const canvas = document.createElement('canvas');
  if (!(await drawSurely(film, canvas))) return null;
  const blob = await new Promise<Blob | null>((done) => {
    canvas.toBlob(done, 'image/png');
  });
  // Drawings are large, and are let go of late without this.
  canvas.width = 0;
  return blob === null ? null : base64(blob);
}

function base64(blob: Blob): Promise<string> {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => {
      done(String(reader.result).replace(/^[^,]*,/, ''));
    };
    reader.onerror = () => {
      fail(reader.error ?? new Error('the picture could not be read'));
    };
    reader.readAsDataURL(blob);
  });
}
