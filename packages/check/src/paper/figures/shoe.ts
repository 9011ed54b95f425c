import { drawing, tag } from "./svg.ts";

/** The first training image of Fashion-MNIST (Zalando SE 2017, MIT licence), 28 by 28, in 16 shades from 0 to f. */
const rows: readonly string[] = [
  "0000000000000000000000000000",
  "0000000000000000000000000000",
  "0000000000000000000000000000",
  "0000000000000001400000000000",
  "0000000000000028743000000000",
  "000000000000006ca88710000110",
  "000000000000009eca6996415841",
  "00000000000004cdddda777985a4",
  "0000000000000ceeeddddda77cd0",
  "0000000000000bddddeddddddea0",
  "0000000000000bdddcbcccdddec0",
  "0000000000001ddcdbadcddcdcc3",
  "0000000000006edddccddddde7a3",
  "0000000000003ededeedddeddc50",
  "000000000000eddddddddddddf50",
  "00000000049cdcdddccdddddde90",
  "00001356bdddddcccedeabffeed0",
  "03bcdddccdccc9ebcdffdedcdee0",
  "0cdddccdcccde59fddb9bcccddd0",
  "6eccdddefdbdde4467adddddddd2",
  "4cccbccddbcccdebdeeddccddde4",
  "3cbbdcbbbbcddddeddccbbaabcc7",
  "07dbbabcccdcccccbbbbcba9aac5",
  "004bcbaaabbbbbbccccccbbbbda0",
  "00004cdeeeeeeddbbbbbbaaa6300",
  "0000000243422000000000000000",
  "0000000000000000000000000000",
  "0000000000000000000000000000",
];

/** The ankle boot, in its pixels. */
export function shoeFigure(): string {
  const pixels = rows.flatMap((row, y) =>
    Array.from(row, (shade, x) =>
      shade === "0"
        ? ""
        : tag("rect", {
            x: 8 * x,
            y: 8 * y,
            width: 8,
            height: 8,
            "fill-opacity": Number.parseInt(shade, 16) / 15,
          }),
    ),
  );
  return drawing(
    {
      id: "shoe",
      title: "An ankle boot of Fashion-MNIST",
      description: "The first training image: 28 by 28 pixels in shades of grey, a boot seen from its side.",
      width: 224,
      height: 224,
    },
    ...pixels,
  );
}
