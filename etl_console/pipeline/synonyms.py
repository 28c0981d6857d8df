"""Words of column names that mean the same in Indonesian and English, and the abbreviations in use for them."""

from __future__ import annotations

import re

_GROUPS = """
id identifier kode code key kunci no nomor num number nbr
name nama nm
first depan given
last belakang surname family keluarga
customer cust cst pelanggan client klien nasabah
product prd prod produk barang item
employee karyawan pegawai emp staff staf
supplier pemasok vendor vnd
order pesanan ord po
invoice faktur inv
sale sales penjualan sls jual
purchase pembelian beli
price harga prc
quantity qty jumlah jml kuantitas banyak
amount nilai nominal amt total
cost biaya cst_price
date tanggal tgl dt tglnya
birth lahir born bdate dob
time waktu jam
year tahun thn
month bulan bln
day hari
create created dibuat buat
update updated diubah ubah
start mulai awal begin
end selesai akhir sampai until
due jatuh_tempo tempo
ship shipping kirim pengiriman
deliver delivery antar
address alamat almt addr
city kota kab kabupaten
province provinsi prov
country negara cntry
postal pos zip kodepos postcode
phone telepon telp hp tel mobile ponsel
email surel mail
gender kelamin gndr gen sex jk
marital kawin nikah
status stat keadaan
type tipe jenis kind
category kategori cat kat
subcategory subkategori subcat
description deskripsi keterangan ket desc
note catatan memo
tax pajak ppn vat
discount diskon potongan disc
balance saldo
account rekening akun acct
bank
branch cabang
department departemen bagian dept divisi
salary gaji upah
weight berat bobot
size ukuran
color colour warna
unit satuan uom
stock stok persediaan
warehouse gudang wh
active aktif
"""
_MEANING = {w: line.split()[0] for line in _GROUPS.strip().splitlines() for w in line.split()}
_FILLERS = {"of", "the", "dari", "dan", "and", "di"}


def meaning(name: str) -> tuple[str, ...]:
    """What a column's name means, word by word in one language and order; empty when no word of it is known.

    ``tgl_lahir`` and ``birth_date`` mean the same.
    """
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    words = [w for w in re.split(r"[^0-9a-z]+", apart.casefold()) if w and w not in _FILLERS]
    if not any(w in _MEANING for w in words):
        return ()
    return tuple(sorted({_MEANING.get(w, w) for w in words}))
