/**
 * The UTF-16 units of a text as numbers, followed by a zero. A loop over them is three times as fast as one that asks
 * the string for each.
 */
export class CodeUnits {
  units = new Uint16Array(0);
  private bytes = Buffer.alloc(0);

  /** Puts `text` in the place of the text before; {@link units} may be another array afterwards. */
  load(text: string): void {
    if (text.length >= this.units.length) {
      this.units = new Uint16Array(Math.max(2 * text.length, 1024));
      this.bytes = Buffer.from(this.units.buffer);
    }
    this.bytes.write(text, 'utf16le');
    this.units[text.length] = 0;
  }
}
