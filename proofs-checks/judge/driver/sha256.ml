(* SHA-256 (FIPS 180-4) of a string, in hexadecimal digits. *)

let mask = 0xffffffff

(* The first 32 bits of the fractional parts of the roots of the first primes: square roots start, cube roots are added.
   The integer root of p 2^(32 r) is found by bisection. *)
let fractional_root r p =
  let target = Z.shift_left (Z.of_int p) (32 * r) in
  let rec between low high =
    if Z.equal (Z.succ low) high then low
    else
      let middle = Z.shift_right (Z.add low high) 1 in
      if Z.leq (Z.pow middle r) target then between middle high else between low middle
  in
  Z.to_int (Z.logand (between Z.zero (Z.shift_left Z.one 40)) (Z.of_int mask))

let primes =
  let is_prime n =
    let rec free d = d * d > n || (n mod d <> 0 && free (d + 1)) in
    free 2
  in
  Array.of_list (List.filter is_prime (List.init 310 (fun i -> i + 2)))

let start = Array.map (fractional_root 2) (Array.sub primes 0 8)
let constants = Array.map (fractional_root 3) (Array.sub primes 0 64)
let rotated x n = ((x lsr n) lor (x lsl (32 - n))) land mask

let padded text =
  let n = String.length text in
  let zeros = (119 - n mod 64) mod 64 in
  let length = Bytes.create 8 in
  Bytes.set_int64_be length 0 (Int64.of_int (8 * n));
  String.concat "" [ text; "\x80"; String.make zeros '\000'; Bytes.to_string length ]

let absorb state block at =
  let w = Array.make 64 0 in
  for i = 0 to 15 do
    w.(i) <- Int32.to_int (String.get_int32_be block (at + (4 * i))) land mask
  done;
  for i = 16 to 63 do
    let a = w.(i - 15) and b = w.(i - 2) in
    let s0 = rotated a 7 lxor rotated a 18 lxor (a lsr 3) and s1 = rotated b 17 lxor rotated b 19 lxor (b lsr 10) in
    w.(i) <- (w.(i - 16) + s0 + w.(i - 7) + s1) land mask
  done;
  let s = Array.copy state in
  for i = 0 to 63 do
    let a = s.(0) and e = s.(4) in
    let s1 = rotated e 6 lxor rotated e 11 lxor rotated e 25 and choice = e land s.(5) lxor (lnot e land mask land s.(6)) in
    let t1 = s.(7) + s1 + choice + constants.(i) + w.(i) in
    let s0 = rotated a 2 lxor rotated a 13 lxor rotated a 22 in
    let majority = a land s.(1) lxor (a land s.(2)) lxor (s.(1) land s.(2)) in
    Array.blit s 0 s 1 7;
    s.(4) <- (s.(4) + t1) land mask;
    s.(0) <- (t1 + s0 + majority) land mask
  done;
  Array.iteri (fun i x -> state.(i) <- (state.(i) + x) land mask) s

let of_string text =
  let state = Array.copy start and all = padded text in
  for block = 0 to (String.length all / 64) - 1 do
    absorb state all (64 * block)
  done;
  String.concat "" (Array.to_list (Array.map (Printf.sprintf "%08x") state))
