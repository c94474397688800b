import { codes } from '../../../codes/code-list.js';

/** Rules of the core sheets that EXTENDED-CTC-FR leaves out or puts others in the place of, the same in both syntaxes. */
const BOTH = `BR-22 BR-23 BR-24 BR-26 BR-27 BR-28 BR-54 BR-AE-08 BR-AF-01 BR-AF-08 BR-AG-08 BR-CL-10 BR-CL-20 BR-CL-24
  BR-CO-04 BR-CO-10 BR-CO-11 BR-CO-12 BR-CO-13 BR-CO-15 BR-CO-17 BR-E-01 BR-E-08 BR-G-01 BR-G-08 BR-IC-01 BR-IC-08
  BR-O-01 BR-O-02 BR-O-03 BR-O-04 BR-O-08 BR-O-11 BR-O-12 BR-O-13 BR-O-14 BR-S-01 BR-S-08 BR-S-09 BR-S-10 BR-Z-01
  BR-Z-08 BR-Z-10`;

const numbered = (prefix: string, numbers: string): string =>
  numbers
    .trim()
    .split(/\s+/)
    .flatMap((one) => {
      const [from, to] = one.split('-').map(Number) as [number, number?];
      return Array.from(
        { length: (to ?? from) - from + 1 },
        (_, index) => prefix + String(from + index).padStart(3, '0'),
      );
    })
    .join(' ');

/** Rules of the CII sheet that EXTENDED-CTC-FR does not judge by. */
export const NOT_IN_CTC_CII: ReadonlySet<string> = codes(
  `${BOTH} BR-38 BR-44 BR-AE-01 BR-AF-10 BR-AG-01 BR-AG-10 BR-CL-07 BR-CO-22 BR-CO-24 BR-O-09 BR-O-10
   CII-DT-018 CII-DT-024 CII-DT-027 CII-DT-052 CII-DT-058 CII-DT-098
   ${numbered(
     'CII-SR-',
     `39-41 68 70 106-108 127 128 148 156 164 170 173-175 200 201 210 278 293 305 333 334 350-363 365 366 422 439 458
      464 467-494`,
   )}`,
);

/** Rules of the UBL sheet that EXTENDED-CTC-FR does not judge by. */
export const NOT_IN_CTC_UBL: ReadonlySet<string> = codes(
  `${BOTH} UBL-SR-04 UBL-SR-16 UBL-SR-20 UBL-SR-34 UBL-SR-37 UBL-SR-48 UBL-SR-52
   ${numbered(
     'UBL-CR-',
     `18 26 47 96 99 194 195 258 259 269-274 288 410 439 480 481 490 523-525 528-531 550 561 563 600 601 609 611 619
      633 634 645 662 669 670`,
   )}`,
);
