export * from './table-row.js';
export * from './table-file.js';
export * from './recognise.js';
export { isUserProfile, readUserProfile, type UserProfile } from './user-profile.js';
export { proposeProfile } from './propose-profile.js';
export type { TableLayout, LayoutRefusal } from './table-layout.js';
export { DAY_FIRST, MONTH_FIRST, YEAR_FIRST, tryCellDay, readCellDay } from './cell-day.js';
export { proveDays, proveNumbers, tryAmount, type Proof } from './proof.js';
export { readCellAmount } from './cell-amount.js';
