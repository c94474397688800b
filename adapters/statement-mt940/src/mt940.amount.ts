import { AmountError, decimalsOf, isCurrency, parseMinor } from '@lettrage/adapter-sdk';
import { plainMinor, readAmount, show } from '@lettrage/formats';
import { SwiftProblem } from './mt940.values.js';

const [COMMA, MINUS] = [44, 45];
/** As the standard writes it: digits and one comma, which a whole amount may lack (`1250,` and `,5` too). */
const STANDARD = /^\d*,?\d*$/;
/** Digits in threes and a decimal sign of the other kind behind them: readable in one way only. */
const GROUPED = /^\d{1,3}(?:([.' ])\d{3})(?:\1\d{3}){0,4},\d{0,4}$|^\d{1,3}(?:([,' ])\d{3})(?:\2\d{3}){0,4}\.\d{1,4}$/;
/** Two groups or more of one kind and no decimals: a decimal sign stands once. */
const WHOLE_GROUPS = /^\d{1,3}([.,' ])\d{3}(?:\1\d{3}){1,4}$/;
const ONE_POINT = /^\d{1,15}\.(\d{1,4})$/;

/** How the amounts of one file are written. */
export class SwiftAmounts {
  /** A point stood for the decimal sign: a lone comma before three digits may part thousands then. */
  private points = false;
  private told = false;

  /** `unusual` is called once a file, for the first amount that is not written as the standard says. */
  constructor(private readonly unusual: (message: string, line: number, path: string) => void = () => undefined) {}

  /**
   * Unsigned minor units of an amount. One that has a point for the comma, or groups, is read where no other reading is
   * possible. Throws {@link SwiftProblem}.
   */
  minor(text: string, currency: string, path: string, line = 1): bigint {
    if (isCurrency(currency) && text.charCodeAt(0) !== MINUS) {
      const plain = plainMinor(text, COMMA, decimalsOf(currency));
      if (plain !== undefined && !(this.points && /,\d{3}$/.test(text))) return plain;
    }
    try {
      if (STANDARD.test(text) && /\d/.test(text) && !(this.points && /\d,\d{3}$/.test(text)))
        return parseMinor(readAmount(`0${text}`.replace(/,$/, ''), { decimal: ',' }), currency);
      return this.unusually(text, currency, path, line);
    } catch (error) {
      if (!(error instanceof AmountError)) throw error;
      throw new SwiftProblem(
        'bad-amount',
        `"${show(text)}" is not an amount in ${currency} (expected digits with a decimal comma)`,
        path,
      );
    }
  }

  private unusually(text: string, currency: string, path: string, line: number): bigint {
    const canonical = canonicalOf(text, isCurrency(currency) ? decimalsOf(currency) : 0);
    if (canonical === undefined) throw new AmountError('', text);
    const minor = parseMinor(canonical, currency);
    if (/\.\d{1,4}$/.test(text) && !WHOLE_GROUPS.test(text)) this.points = true;
    if (!this.told) {
      this.told = true;
      this.unusual(
        `"${show(text)}" is not written as the standard says (digits and a decimal comma); it is read as ${canonical} ${currency}, and others like it in the same way`,
        line,
        path,
      );
    }
    return minor;
  }
}

/** The amount as a decimal string where it can be read in one way only; undefined for any other. */
function canonicalOf(text: string, decimals: number): string | undefined {
  if (WHOLE_GROUPS.test(text)) return text.replace(/\D/g, '');
  if (GROUPED.test(text)) {
    const at = Math.max(text.lastIndexOf(','), text.lastIndexOf('.'));
    const fraction = text.slice(at + 1);
    return text.slice(0, at).replace(/\D/g, '') + (fraction === '' ? '' : `.${fraction}`);
  }
  // Three digits behind a lone point may be thousands, whatever the currency.
  const fraction = ONE_POINT.exec(text)?.[1];
  return fraction !== undefined && fraction.length <= decimals && fraction.length !== 3 ? text : undefined;
}
