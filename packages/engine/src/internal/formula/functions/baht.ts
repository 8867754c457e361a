/**
 * Amounts of money in Thai words.
 *
 * @since 0.1.0
 */

const digits = ["", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"]
const places = ["", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน"]

/** Words of a number below a million: a one at the end is `เอ็ด`, a two of ten is `ยี่`, a one of ten is not said. */
const words = (number: string): string =>
  [...number].map((digit, at) => {
    const place = number.length - 1 - at
    if (digit === "0") return ""
    if (place === 1 && digit === "1") return "สิบ"
    if (place === 1 && digit === "2") return "ยี่สิบ"
    if (place === 0 && digit === "1" && Number(number) > 1) return "เอ็ด"
    return (digits[Number(digit)] ?? "") + (places[place] ?? "")
  }).join("")

const millions = (number: string): string =>
  number.length <= 6 ? words(number) : `${millions(number.slice(0, -6))}ล้าน${words(number.slice(-6))}`

/** An amount as a bank would write it: baht and satang, or `ถ้วน` when there are no satang. */
export const bahtText = (amount: number): string => {
  const [whole = "0", cents = "00"] = Math.abs(amount).toFixed(2).split(".")
  const baht = Number(whole) === 0 ? "" : `${millions(whole)}บาท`
  const satang = Number(cents) === 0 ? "ถ้วน" : `${words(cents)}สตางค์`
  const text = baht === "" && Number(cents) === 0 ? "ศูนย์บาทถ้วน" : baht + satang
  return amount < 0 ? `ลบ${text}` : text
}
