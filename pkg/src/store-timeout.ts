/** How many seconds a store may take to answer: far longer than it should need, and shorter than clients wait. */
export const STORE_TIMEOUT = 5;
