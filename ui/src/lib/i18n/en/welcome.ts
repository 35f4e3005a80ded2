/** The welcome view. */

export const welcome = {
  title: 'Welcome',
};
