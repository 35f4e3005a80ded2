/** The words of the controls of a form; what a field is called comes from the catalogue. */
export const fields = {
  on: 'On',
  off: 'Off',
  another: 'another field',
};
