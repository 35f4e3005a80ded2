/** The library view. */

export const library = {
  title: 'Library',
};
