/**
 * Converts amounts of money to Thai words.
 *
 * @since 0.1.0
 */

const digits = ["", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"]
const powersOfTen = ["", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน"]

/** Converts a number below a million to words. A final 1 is `เอ็ด`, 20 begins with `ยี่`, and 10 has no word for 1. */
const words = (number: string): string =>
  [...number].map((digit, at) => {
    const position = number.length - 1 - at
    if (digit === "0") return ""
    if (position === 1 && digit === "1") return "สิบ"
    if (position === 1 && digit === "2") return "ยี่สิบ"
    if (position === 0 && digit === "1" && Number(number) > 1) return "เอ็ด"
    return (digits[Number(digit)] ?? "") + (powersOfTen[position] ?? "")
  }).join("")

const millions = (number: string): string =>
  number.length <= 6 ? words(number) : `${millions(number.slice(0, -6))}ล้าน${words(number.slice(-6))}`

/** Converts an amount to words: baht and satang, or `ถ้วน` without satang. */
export const bahtText = (amount: number): string => {
  const [whole = "0", cents = "00"] = Math.abs(amount).toFixed(2).split(".")
  const baht = Number(whole) === 0 ? "" : `${millions(whole)}บาท`
  const satang = Number(cents) === 0 ? "ถ้วน" : `${words(cents)}สตางค์`
  const text = baht === "" && Number(cents) === 0 ? "ศูนย์บาทถ้วน" : baht + satang
  return amount < 0 ? `ลบ${text}` : text
}
