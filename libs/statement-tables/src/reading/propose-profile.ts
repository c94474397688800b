export function proposeProfile(): undefined {
  return undefined;
}
