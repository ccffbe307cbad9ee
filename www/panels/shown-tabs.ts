/** In a file of its own, so that the tabs stand before what they show has arrived. */
export const SHOWN_TABS = ["claims", "json", "edit", "share"] as const;

export type ShownTab = (typeof SHOWN_TABS)[number];
