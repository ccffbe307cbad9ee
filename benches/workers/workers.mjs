export const workers = () => {};
