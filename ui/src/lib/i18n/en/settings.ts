/** The settings view. */

export const settings = {
  title: 'Settings',
};
