/** Whose work is built in. Put together when the window is built (`tools/licences.ts`), and loaded only when it is looked at. */

/** One package that is part of the program. */
export type Work = {
  name: string;
  version: string;
  /** As it names its terms itself. */
  licence: string;
  /** The places of its texts in the list of all texts. */
  texts: number[];
};

/** Texts that several packages share are there once. */
export type Licences = { works: Work[]; texts: string[] };

export async function loadLicences(): Promise<Licences> {
  const { default: licences } = await import('virtual:licences');
  return licences;
}
