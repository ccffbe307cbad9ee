export const growth = () => {}; 
