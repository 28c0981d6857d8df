<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id" sourcelanguage="en">
<context>
    <name>AdministrationPage</name>
    <message>
        <source>Administration</source>
        <translation>Administrasi</translation>
    </message>
    <message>
        <source>Choose a batch first.</source>
        <translation>Pilih batch dulu.</translation>
    </message>
    <message>
        <source>Purge …</source>
        <translation>Bersihkan …</translation>
    </message>
    <message>
        <source>Nothing is old enough.</source>
        <translation>Belum ada yang cukup lama.</translation>
    </message>
    <message>
        <source>Change the days</source>
        <translation>Ubah jumlah hari</translation>
    </message>
    <message>
        <source>Hold …</source>
        <translation>Tahan …</translation>
    </message>
    <message>
        <source>Choose a batch that is not held.</source>
        <translation>Pilih batch yang tidak ditahan.</translation>
    </message>
    <message>
        <source>Choose a batch that is held.</source>
        <translation>Pilih batch yang ditahan.</translation>
    </message>
    <message>
        <source>Undo the batch …</source>
        <translation>Batalkan muatan batch …</translation>
    </message>
    <message>
        <source>Show the batch</source>
        <translation>Tampilkan batch</translation>
    </message>
    <message>
        <source>What is kept how long</source>
        <translation>Apa disimpan berapa lama</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>Memeriksa …</translation>
    </message>
    <message>
        <source>What went</source>
        <translation>Yang sudah dibersihkan</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Kapan</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Siapa</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Apa</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>Jumlah</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Ukuran</translation>
    </message>
    <message>
        <source>Batches</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>Nothing was purged yet.</source>
        <translation>Belum pernah ada yang dibersihkan.</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Selesai</translation>
    </message>
    <message>
        <source>Rows loaded</source>
        <translation>Baris dimuat</translation>
    </message>
    <message>
        <source>Held because</source>
        <translation>Ditahan karena</translation>
    </message>
    <message>
        <source>Choose a client.</source>
        <translation>Pilih klien.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln things would go now, {size}.</source>
        <translation>
            <numerusform>%Ln hal akan dibersihkan sekarang, {size}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln batches</source>
        <translation>
            <numerusform>%Ln batch</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them held</source>
        <translation>
            <numerusform>%Ln di antaranya ditahan</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln things went, {size}.</source>
        <translation>
            <numerusform>%Ln hal dibersihkan, {size}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln batches held.</source>
        <translation>
            <numerusform>%Ln batch ditahan.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln batches released.</source>
        <translation>
            <numerusform>%Ln batch dilepaskan.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is old enough to go. Batches that are not finished never lose anything.</source>
        <translation>Belum ada yang cukup lama untuk dibersihkan. Batch yang belum selesai tidak pernah kehilangan apa pun.</translation>
    </message>
    <message>
        <source>Release …</source>
        <translation>Lepaskan …</translation>
    </message>
    <message>
        <source>Choose one batch that was run, is not undone and not held.</source>
        <translation>Pilih satu batch yang sudah dijalankan, belum dibatalkan, dan tidak ditahan.</translation>
    </message>
    <message>
        <source>Purging …</source>
        <translation>Membersihkan …</translation>
    </message>
    <message>
        <source>Purging … {what}: {n}</source>
        <translation>Membersihkan … {what}: {n}</translation>
    </message>
</context>
<context>
    <name>BadLines</name>
    <message>
        <source>Download the bad lines of {file}</source>
        <translation>Unduh baris buruk {file}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines in {file}; drop it here when it is corrected.</source>
        <translation>
            <numerusform>%Ln baris di {file}; jatuhkan di sini setelah dibetulkan.</numerusform>
        </translation>
    </message>
    <message>
        <source>Take a corrected file</source>
        <translation>Ambil berkas perbaikan</translation>
    </message>
    <message numerus="yes">
        <source>%Ln values changed</source>
        <translation>
            <numerusform>%Ln nilai berubah</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Copy</source>
        <translation>Salin</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
</context>
<context>
    <name>BarChart</name>
    <message>
        <source>Nothing in this period.</source>
        <translation>Tidak ada apa-apa pada periode ini.</translation>
    </message>
</context>
<context>
    <name>BatchMatrix</name>
    <message>
        <source>File</source>
        <translation>Berkas</translation>
    </message>
    <message>
        <source>read = loaded + rejected + quarantined + skipped</source>
        <translation>dibaca = dimuat + ditolak + dikarantina + dilewati</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Dibaca</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Waktu</translation>
    </message>
    <message>
        <source>Loaded</source>
        <translation>Dimuat</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Ditolak</translation>
    </message>
    <message>
        <source>Quarantined</source>
        <translation>Dikarantina</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Dilewati</translation>
    </message>
    <message>
        <source>Time it took; while it runs, time left by its own history</source>
        <translation>Lama prosesnya; selagi berjalan, sisa waktu menurut riwayatnya sendiri</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>sisa {time}</translation>
    </message>
    <message>
        <source>no news for {n} s</source>
        <translation>{n} dtk tanpa kabar</translation>
    </message>
    <message>
        <source>Begun {time}</source>
        <translation>Mulai {time}</translation>
    </message>
    <message>
        <source>Took {time}</source>
        <translation>Selama {time}</translation>
    </message>
    <message>
        <source>{n} rows/s</source>
        <translation>{n} baris/dtk</translation>
    </message>
    <message>
        <source>Usually {time}</source>
        <translation>Biasanya {time}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln attempts</source>
        <translation>
            <numerusform>%Ln percobaan</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchPage</name>
    <message>
        <source>Batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>A batch of this client is running.</source>
        <translation>Sebuah batch klien ini sedang berjalan.</translation>
    </message>
    <message>
        <source>There is no batch to run again, or one of this client is running.</source>
        <translation>Tidak ada batch untuk dijalankan lagi, atau satu batch klien ini sedang berjalan.</translation>
    </message>
    <message>
        <source>Choose a file that failed.</source>
        <translation>Pilih berkas yang gagal.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Mulai</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Lanjutkan</translation>
    </message>
    <message>
        <source>Restart the selected files</source>
        <translation>Lanjutkan berkas yang dipilih</translation>
    </message>
    <message>
        <source>Reprocess</source>
        <translation>Proses ulang</translation>
    </message>
    <message>
        <source>Cancel run</source>
        <translation>Batalkan</translation>
    </message>
    <message>
        <source>A run can be cancelled from the window that began it.</source>
        <translation>Proses hanya dapat dibatalkan dari jendela yang memulainya.</translation>
    </message>
    <message>
        <source>Show the bad rows</source>
        <translation>Tampilkan baris bermasalah</translation>
    </message>
    <message>
        <source>No file of this batch failed.</source>
        <translation>Tidak ada berkas gagal di batch ini.</translation>
    </message>
    <message>
        <source>Map its columns</source>
        <translation>Petakan kolomnya</translation>
    </message>
    <message>
        <source>The mapping of the chosen file did not fail.</source>
        <translation>Pemetaan berkas yang dipilih tidak gagal.</translation>
    </message>
    <message>
        <source>Make its table …</source>
        <translation>Buat tabelnya …</translation>
    </message>
    <message>
        <source>The table of the chosen file is there.</source>
        <translation>Tabel berkas terpilih sudah ada.</translation>
    </message>
    <message>
        <source>Time line or matrix</source>
        <translation>Lini masa atau matriks</translation>
    </message>
    <message>
        <source>Batches side by side</source>
        <translation>Batch berdampingan</translation>
    </message>
    <message>
        <source>Logs of this batch</source>
        <translation>Log batch ini</translation>
    </message>
    <message>
        <source>No batch yet</source>
        <translation>Belum ada batch</translation>
    </message>
    <message>
        <source>Drop the client&apos;s files on the window, then start: what becomes of them is shown here.</source>
        <translation>Lepas berkas klien di jendela ini, lalu mulai: kelanjutannya tampil di sini.</translation>
    </message>
    <message>
        <source>{batch} has no file {file}.</source>
        <translation>{batch} tidak memiliki berkas {file}.</translation>
    </message>
</context>
<context>
    <name>BatchView</name>
    <message>
        <source>Files of the batch</source>
        <translation>Berkas batch ini</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>Tahap</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Langkah</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Baris</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Alasan</translation>
    </message>
    <message>
        <source>Steps of the batch</source>
        <translation>Langkah batch ini</translation>
    </message>
    <message>
        <source>Batches side by side</source>
        <translation>Batch berdampingan</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Waktu</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Baris</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Kolom</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Nilai</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Aturan</translation>
    </message>
    <message>
        <source>Became</source>
        <translation>Menjadi</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Rekaman</translation>
    </message>
    <message>
        <source>Rejected rows</source>
        <translation>Baris ditolak</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Percobaan</translation>
    </message>
    <message>
        <source>Bad rows</source>
        <translation>Baris bermasalah</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Langkah</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>dan %Ln lagi</numerusform>
        </translation>
    </message>
    <message>
        <source>Waits until {files} is loaded.</source>
        <translation>Menunggu {files} dimuat.</translation>
    </message>
    <message>
        <source>Waits for the steps before it.</source>
        <translation>Menunggu langkah sebelumnya.</translation>
    </message>
    <message>
        <source>Waits until {files} is through.</source>
        <translation>Menunggu {files} selesai.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows are held back: they stand under “Bad rows”.</source>
        <translation>
            <numerusform>%Ln baris ditahan: lihat “Baris bermasalah”.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing to repair here.</source>
        <translation>Tidak ada yang perlu diperbaiki di sini.</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Jalankan</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Mengapa</translation>
    </message>
    <message>
        <source>Begun ({zone})</source>
        <translation>Mulai ({zone})</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Lama</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>Percobaan</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Siapa</translation>
    </message>
    <message>
        <source>Error and what to do</source>
        <translation>Kesalahan dan tindakan</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Masalah</translation>
    </message>
    <message>
        <source>Manifest</source>
        <translation>Manifest</translation>
    </message>
</context>
<context>
    <name>CellDelegate</name>
    <message>
        <source>empty</source>
        <translation>kosong</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Nilai</translation>
    </message>
</context>
<context>
    <name>ChangesDialog</name>
    <message>
        <source>Save changes</source>
        <translation>Simpan perubahan</translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes</source>
        <translation>
            <numerusform>%Ln perubahan</numerusform>
        </translation>
    </message>
    <message>
        <source>What</source>
        <translation>Apa</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Di mana</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Sebelum</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Sesudah</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Perubahan</translation>
    </message>
    <message>
        <source>Touches: {what}</source>
        <translation>Menyentuh: {what}</translation>
    </message>
    <message>
        <source>Touches nothing else.</source>
        <translation>Tidak menyentuh yang lain.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Alasan</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Simpan</translation>
    </message>
</context>
<context>
    <name>CheckRow</name>
    <message>
        <source>Database</source>
        <translation>Basis data</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Penyimpanan</translation>
    </message>
    <message>
        <source>Free room</source>
        <translation>Ruang kosong</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Klien</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>Procedures and views</source>
        <translation>Prosedur dan view</translation>
    </message>
    <message>
        <source>Bronze tables</source>
        <translation>Tabel bronze</translation>
    </message>
    <message>
        <source>Menu and links</source>
        <translation>Menu dan tautan</translation>
    </message>
    <message>
        <source>All there.</source>
        <translation>Semua ada.</translation>
    </message>
    <message>
        <source>This folder is missing, or this user may not write to it: {found}</source>
        <translation>Folder ini tidak ada, atau pengguna ini tidak boleh menulisnya: {found}</translation>
    </message>
    <message>
        <source>Only {found} are free: archive or remove old files.</source>
        <translation>Hanya {found} yang kosong: arsipkan atau hapus berkas lama.</translation>
    </message>
    <message>
        <source>There is no client yet. Add one from its configuration file, or look around with the samples.</source>
        <translation>Belum ada klien. Tambahkan dari berkas konfigurasinya, atau lihat-lihat dengan contoh.</translation>
    </message>
    <message>
        <source>These folders are missing: {found}</source>
        <translation>Folder ini tidak ada: {found}</translation>
    </message>
    <message>
        <source>These are configured and not there: {found} Create them, or correct the configuration.</source>
        <translation>Ini dikonfigurasi tetapi tidak ada: {found} Buatlah, atau perbaiki konfigurasi.</translation>
    </message>
    <message>
        <source>The desktop does not know the window: no menu has it, and etl-console:// links do not open it.</source>
        <translation>Desktop belum mengenal jendela ini: tidak ada di menu, dan tautan etl-console:// tidak membukanya.</translation>
    </message>
    <message>
        <source>These target tables are missing: {found}. Create them before the next batch.</source>
        <translation>Tabel tujuan ini tidak ada: {found}. Buat sebelum batch berikutnya.</translation>
    </message>
</context>
<context>
    <name>ClientDialog</name>
    <message>
        <source>Add a client</source>
        <translation>Tambah klien</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files</source>
        <translation>
            <numerusform>%Ln berkas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln steps</source>
        <translation>
            <numerusform>%Ln langkah</numerusform>
        </translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Klien</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>Nama lengkap</translation>
    </message>
    <message>
        <source>From {file}</source>
        <translation>Dari {file}</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Tambah</translation>
    </message>
    <message>
        <source>Creates the schemas bronze_{name}, silver_{name} and gold_{name} and the client&apos;s folders.</source>
        <translation>Membuat skema bronze_{name}, silver_{name}, dan gold_{name} serta folder klien.</translation>
    </message>
    <message>
        <source>⚠ Use lower-case letters, digits and _, a letter first, 40 at most.</source>
        <translation>⚠ Gunakan huruf kecil, angka, dan _, diawali huruf, paling banyak 40.</translation>
    </message>
</context>
<context>
    <name>ClosingDialog</name>
    <message>
        <source>Close the window</source>
        <translation>Tutup jendela</translation>
    </message>
    <message>
        <source>Close the window?</source>
        <translation>Tutup jendela ini?</translation>
    </message>
    <message>
        <source>Running in this window</source>
        <translation>Berjalan di jendela ini</translation>
    </message>
    <message>
        <source>Closing cancels it: what is half done is taken back, and a restart goes on from there.</source>
        <translation>Menutup akan membatalkannya: yang setengah jadi ditarik kembali, dan mulai ulang melanjutkan dari sana.</translation>
    </message>
    <message>
        <source>Changes are not saved</source>
        <translation>Perubahan belum disimpan</translation>
    </message>
    <message>
        <source>They are lost when the window closes.</source>
        <translation>Semuanya hilang bila jendela ditutup.</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Tetap di sini</translation>
    </message>
    <message>
        <source>Cancel the run and close</source>
        <translation>Batalkan proses dan tutup</translation>
    </message>
    <message>
        <source>Close without saving</source>
        <translation>Tutup tanpa menyimpan</translation>
    </message>
</context>
<context>
    <name>Configuration</name>
    <message>
        <source>fatal</source>
        <translation>fatal</translation>
    </message>
    <message>
        <source>quarantine</source>
        <translation>karantina</translation>
    </message>
    <message>
        <source>warn</source>
        <translation>peringatan</translation>
    </message>
    <message>
        <source>evolve</source>
        <translation>ikuti</translation>
    </message>
    <message>
        <source>hold</source>
        <translation>tahan</translation>
    </message>
    <message>
        <source>fail</source>
        <translation>gagal</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ya</translation>
    </message>
    <message>
        <source>no</source>
        <translation>tidak</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Berkas</translation>
    </message>
    <message>
        <source>Transformation</source>
        <translation>Transformasi</translation>
    </message>
    <message>
        <source>Integration</source>
        <translation>Integrasi</translation>
    </message>
    <message>
        <source>MV refresh</source>
        <translation>Segarkan MV</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Klien</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabel</translation>
    </message>
    <message>
        <source>Failed file</source>
        <translation>Berkas gagal</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Sumber</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Tipe</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>Pola</translation>
    </message>
    <message>
        <source>Schema</source>
        <translation>Skema</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Setelan</translation>
    </message>
    <message>
        <source>Value missing</source>
        <translation>Nilai kosong</translation>
    </message>
    <message>
        <source>Repeated key</source>
        <translation>Kunci berulang</translation>
    </message>
    <message>
        <source>Bad value</source>
        <translation>Nilai buruk</translation>
    </message>
    <message>
        <source>Malformed record</source>
        <translation>Rekaman rusak</translation>
    </message>
    <message>
        <source>Rejects allowed</source>
        <translation>Batas ditolak</translation>
    </message>
    <message>
        <source>Changed columns</source>
        <translation>Perubahan kolom</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>Wajib</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Kunci</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Kolom</translation>
    </message>
    <message>
        <source>Order of columns</source>
        <translation>Urutan kolom</translation>
    </message>
    <message>
        <source>Source column</source>
        <translation>Kolom sumber</translation>
    </message>
    <message>
        <source>Target column</source>
        <translation>Kolom tujuan</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Routine</source>
        <translation>Rutin</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Urutan</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Jenis</translation>
    </message>
    <message>
        <source>Depends on</source>
        <translation>Bergantung pada</translation>
    </message>
    <message>
        <source>View or procedure</source>
        <translation>View atau prosedur</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>Dipakai</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nama</translation>
    </message>
    <message>
        <source>For all files</source>
        <translation>Untuk semua berkas</translation>
    </message>
    <message>
        <source>added</source>
        <translation>ditambahkan</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>diubah</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>dihapus</translation>
    </message>
    <message>
        <source>depends on {step}</source>
        <translation>bergantung pada {step}</translation>
    </message>
    <message>
        <source>required</source>
        <translation>wajib</translation>
    </message>
    <message>
        <source>key {n}</source>
        <translation>kunci {n}</translation>
    </message>
</context>
<context>
    <name>ConfigurationPage</name>
    <message>
        <source>Configuration</source>
        <translation>Konfigurasi</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Tidak ada yang diubah.</translation>
    </message>
    <message>
        <source>Choose a row first.</source>
        <translation>Pilih satu baris dahulu.</translation>
    </message>
    <message>
        <source>Save …</source>
        <translation>Simpan …</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Tambah</translation>
    </message>
    <message>
        <source>The history is not edited.</source>
        <translation>Riwayat tidak disunting.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Hapus</translation>
    </message>
    <message>
        <source>Map columns</source>
        <translation>Petakan kolom</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Kembalikan</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Kapan</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Siapa</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Apa</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Cara</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Sebelum</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Sesudah</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Alasan</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Riwayat</translation>
    </message>
    <message>
        <source>Routine or SQL file</source>
        <translation>Rutin atau berkas SQL</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Urutan</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Berkas</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Berkas</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Sumber</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Tipe</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>Pola</translation>
    </message>
    <message>
        <source>Schema</source>
        <translation>Skema</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabel</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Setelan</translation>
    </message>
    <message>
        <source>Transformation</source>
        <translation>Transformasi</translation>
    </message>
    <message>
        <source>After file</source>
        <translation>Setelah berkas</translation>
    </message>
    <message>
        <source>Integration</source>
        <translation>Integrasi</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Jenis</translation>
    </message>
    <message>
        <source>Depends on</source>
        <translation>Bergantung pada</translation>
    </message>
    <message>
        <source>MV refresh</source>
        <translation>Segarkan MV</translation>
    </message>
    <message>
        <source>View or procedure</source>
        <translation>View atau prosedur</translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes not saved yet</source>
        <translation>
            <numerusform>%Ln perubahan belum disimpan</numerusform>
        </translation>
    </message>
    <message>
        <source>Checked against the database: everything is there.</source>
        <translation>Diperiksa dengan basis data: semuanya ada.</translation>
    </message>
    <message>
        <source>Taken back, not saved yet.</source>
        <translation>Ditarik kembali, belum disimpan.</translation>
    </message>
</context>
<context>
    <name>ConflictDialog</name>
    <message>
        <source>Somebody else changed this too</source>
        <translation>Orang lain juga mengubah ini</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Apa</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Di mana</translation>
    </message>
    <message>
        <source>As it was</source>
        <translation>Semula</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>Milik Anda</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>Milik mereka</translation>
    </message>
    <message>
        <source>Both changes</source>
        <translation>Kedua perubahan</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>Pakai milik mereka</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Pakai milik saya</translation>
    </message>
</context>
<context>
    <name>DaysDelegate</name>
    <message>
        <source>Days</source>
        <translation>Hari</translation>
    </message>
</context>
<context>
    <name>DecisionDialog</name>
    <message numerus="yes">
        <source>Fill %Ln rows</source>
        <translation>
            <numerusform>Isi %Ln baris</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Replace in %Ln rows</source>
        <translation>
            <numerusform>Ganti di %Ln baris</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Quarantine %Ln rows</source>
        <translation>
            <numerusform>Karantina %Ln baris</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Accept %Ln rows</source>
        <translation>
            <numerusform>Terima %Ln baris</numerusform>
        </translation>
    </message>
    <message>
        <source>Every row gets this value. It is checked again like any other when the batch goes on.</source>
        <translation>Setiap baris mendapat nilai ini. Nilai diperiksa lagi seperti yang lain saat batch dilanjutkan.</translation>
    </message>
    <message>
        <source>Wherever the text is found in the column it is replaced; other rows stay as they are.</source>
        <translation>Teks diganti di mana pun ditemukan dalam kolom; baris lain tetap.</translation>
    </message>
    <message>
        <source>The rows are kept out of the load. They stay on record and can be taken back.</source>
        <translation>Baris tidak dimuat. Baris tetap tercatat dan dapat dikembalikan.</translation>
    </message>
    <message>
        <source>The rows are loaded although the rule is broken: a bad value as empty, a repeated key as it is.</source>
        <translation>Baris dimuat meski melanggar aturan: nilai buruk menjadi kosong, kunci berulang apa adanya.</translation>
    </message>
    <message>
        <source>a regular expression</source>
        <translation>ekspresi reguler</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Kolom</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Cari</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>Ganti dengan</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Nilai</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Alasan</translation>
    </message>
    <message>
        <source>Reason (optional)</source>
        <translation>Alasan (opsional)</translation>
    </message>
    <message>
        <source>Needed: why it may stay as it is</source>
        <translation>Wajib: mengapa boleh tetap apa adanya</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>Isi</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ganti</translation>
    </message>
    <message>
        <source>Quarantine</source>
        <translation>Karantina</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Terima</translation>
    </message>
    <message numerus="yes">
        <source>Also in %Ln other files with this fault</source>
        <translation>
            <numerusform>Juga di %Ln berkas lain dengan kesalahan ini</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Also values of %Ln other forms</source>
        <translation>
            <numerusform>Juga nilai dengan %Ln bentuk lain</numerusform>
        </translation>
    </message>
    <message>
        <source>Leave them empty</source>
        <translation>Kosongkan</translation>
    </message>
    <message>
        <source>⚠ “{value}” does not fit {column}: the rows stay rejected.</source>
        <translation>⚠ “{value}” tidak cocok untuk {column}: barisnya tetap ditolak.</translation>
    </message>
    <message>
        <source>Being decided …</source>
        <translation>Sedang diputuskan …</translation>
    </message>
    <message>
        <source>There is no preview of this expression.</source>
        <translation>Tidak ada pratinjau untuk ekspresi ini.</translation>
    </message>
    <message>
        <source>Not found in the rows shown.</source>
        <translation>Tidak ditemukan di baris yang tampil.</translation>
    </message>
</context>
<context>
    <name>Decisions</name>
    <message>
        <source>Write it again</source>
        <translation>Tulis lagi</translation>
    </message>
    <message>
        <source>Other rows can be changed alike: “{before}” → “{after}”</source>
        <translation>Baris lain dapat diubah serupa: “{before}” → “{after}”</translation>
    </message>
    <message>
        <source>Change them …</source>
        <translation>Ubah semuanya …</translation>
    </message>
    <message>
        <source>Choose 5,000 rows at most, or all of the reason with Ctrl+A.</source>
        <translation>Pilih paling banyak 5.000 baris, atau semua dengan Ctrl+A.</translation>
    </message>
    <message>
        <source>The chosen rows are still being read: try again in a moment.</source>
        <translation>Baris yang dipilih masih dibaca: coba lagi sebentar lagi.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows decided</source>
        <translation>
            <numerusform>%Ln baris diputuskan</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln values still do not fit</source>
        <translation>
            <numerusform>%Ln nilai masih tidak cocok</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Urungkan</translation>
    </message>
    <message>
        <source>Nothing to redo</source>
        <translation>Tidak ada yang diulangi</translation>
    </message>
    <message>
        <source>Nothing to undo</source>
        <translation>Tidak ada yang dibatalkan</translation>
    </message>
    <message>
        <source>Done again: {what}</source>
        <translation>Diulangi: {what}</translation>
    </message>
    <message>
        <source>Undone: {what}</source>
        <translation>Dibatalkan: {what}</translation>
    </message>
</context>
<context>
    <name>DependencyGraph</name>
    <message>
        <source>Dependencies</source>
        <translation>Ketergantungan</translation>
    </message>
</context>
<context>
    <name>Dialog</name>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
</context>
<context>
    <name>DraftPage</name>
    <message>
        <source>Undo</source>
        <translation>Urungkan</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Tidak ada yang diubah.</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Ulangi</translation>
    </message>
    <message>
        <source>Nothing was taken back.</source>
        <translation>Tidak ada yang ditarik kembali.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Buang</translation>
    </message>
    <message>
        <source>Changes discarded: {n}</source>
        <translation>Perubahan dibuang: {n}</translation>
    </message>
</context>
<context>
    <name>Drift</name>
    <message>
        <source>New</source>
        <translation>Baru</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Hilang</translation>
    </message>
    <message>
        <source>Renamed</source>
        <translation>Ganti nama</translation>
    </message>
    <message>
        <source>Other values</source>
        <translation>Isi berbeda</translation>
    </message>
    <message>
        <source>✕ Waits</source>
        <translation>✕ Menunggu</translation>
    </message>
    <message>
        <source>· Noted</source>
        <translation>· Dicatat</translation>
    </message>
    <message>
        <source>✓ Decided</source>
        <translation>✓ Diputuskan</translation>
    </message>
    <message>
        <source>→ Settled</source>
        <translation>→ Selesai</translation>
    </message>
    <message>
        <source>whole numbers</source>
        <translation>bilangan bulat</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>angka</translation>
    </message>
    <message>
        <source>dates</source>
        <translation>tanggal</translation>
    </message>
    <message>
        <source>yes or no</source>
        <translation>ya atau tidak</translation>
    </message>
    <message>
        <source>text</source>
        <translation>teks</translation>
    </message>
    <message>
        <source>lists or objects</source>
        <translation>daftar atau objek</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>kosong</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>tidak diketahui</translation>
    </message>
    <message>
        <source>goes to {target}</source>
        <translation>ke {target}</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>tidak dimuat</translation>
    </message>
    <message>
        <source>renamed</source>
        <translation>ganti nama</translation>
    </message>
    <message>
        <source>taken out</source>
        <translation>dikeluarkan</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>diterima</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>ditolak</translation>
    </message>
    <message>
        <source>“{column}” was not in this file before.</source>
        <translation>“{column}” sebelumnya tidak ada di berkas ini.</translation>
    </message>
    <message>
        <source>“{column}” is not in the file any more.</source>
        <translation>“{column}” tidak ada lagi di berkas.</translation>
    </message>
    <message>
        <source>“{was}” seems to be called “{column}” now.</source>
        <translation>“{was}” tampaknya kini bernama “{column}”.</translation>
    </message>
    <message>
        <source>“{column}” holds other values than before.</source>
        <translation>Isi “{column}” berbeda dari sebelumnya.</translation>
    </message>
    <message>
        <source>{file} of {batch}</source>
        <translation>{file} dari {batch}</translation>
    </message>
    <message>
        <source>{file} and {n} more of {batch}</source>
        <translation>{file} dan {n} lainnya dari {batch}</translation>
    </message>
    <message>
        <source>other files of this batch that have “{column}” as before: {n}</source>
        <translation>berkas lain di batch ini yang tetap memiliki “{column}”: {n}</translation>
    </message>
    <message>
        <source>⚠ The mapping changes for all files of {file}: “{column}” would be left empty in the others that have it, too ({n}).</source>
        <translation>⚠ Pemetaan berubah untuk semua berkas {file}: “{column}” juga akan dikosongkan di berkas lain yang memilikinya ({n}).</translation>
    </message>
    <message>
        <source>⚠ The mapping changes for all files of {file}: the others that have “{column}” ({n}) would fail.</source>
        <translation>⚠ Pemetaan berubah untuk semua berkas {file}: berkas lain yang memiliki “{column}” ({n}) akan gagal.</translation>
    </message>
    <message>
        <source>Alike by {score}</source>
        <translation>Mirip {score}</translation>
    </message>
    <message>
        <source>Most alike: “{column}” by {score}</source>
        <translation>Paling mirip: “{column}”, {score}</translation>
    </message>
    <message>
        <source>names {n} of 100</source>
        <translation>nama {n} dari 100</translation>
    </message>
    <message>
        <source>values {share}</source>
        <translation>isi {share}</translation>
    </message>
    <message>
        <source>filled {share}</source>
        <translation>terisi {share}</translation>
    </message>
    <message>
        <source>the names mean the same</source>
        <translation>arti namanya sama</translation>
    </message>
    <message>
        <source>in the same place</source>
        <translation>di tempat yang sama</translation>
    </message>
</context>
<context>
    <name>DriftPage</name>
    <message>
        <source>Drift</source>
        <translation>Perubahan kolom</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>Putuskan</translation>
    </message>
    <message>
        <source>Choose a change that is open.</source>
        <translation>Pilih perubahan yang terbuka.</translation>
    </message>
    <message>
        <source>Restart the files that waited</source>
        <translation>Lanjutkan berkas yang menunggu</translation>
    </message>
    <message>
        <source>No file waits, or its changes are not decided yet.</source>
        <translation>Tidak ada berkas yang menunggu, atau perubahannya belum diputuskan.</translation>
    </message>
    <message>
        <source>Open the mapping</source>
        <translation>Buka pemetaan</translation>
    </message>
    <message>
        <source>Choose a change.</source>
        <translation>Pilih perubahan.</translation>
    </message>
    <message>
        <source>Open the batch</source>
        <translation>Buka batch</translation>
    </message>
    <message>
        <source>Which changes</source>
        <translation>Perubahan mana</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Terbuka</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Semua</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Berkas</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Perubahan</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Kolom</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Kebijakan</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Ditemukan</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Keputusan</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Menunggu</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Perubahan</translation>
    </message>
    <message>
        <source>Nothing waits</source>
        <translation>Tidak ada yang menunggu</translation>
    </message>
    <message>
        <source>Every column that arrived is agreed on.</source>
        <translation>Semua kolom yang datang sudah disepakati.</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>Keputusan</translation>
    </message>
    <message>
        <source>Versions and policies</source>
        <translation>Versi dan kebijakan</translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes wait</source>
        <translation>
            <numerusform>%Ln perubahan menunggu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files held</source>
        <translation>
            <numerusform>%Ln berkas ditahan</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files may go on</source>
        <translation>
            <numerusform>%Ln berkas boleh lanjut</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The same in %Ln other versions.</source>
        <translation>
            <numerusform>Sama untuk %Ln versi lain.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Decided. %Ln files may go on.</source>
        <translation>
            <numerusform>Diputuskan. %Ln berkas boleh lanjut.</numerusform>
        </translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Lanjutkan</translation>
    </message>
    <message>
        <source>Refused: nothing is changed, the file is waited for.</source>
        <translation>Ditolak: tidak ada yang diubah, berkas ditunggu.</translation>
    </message>
    <message>
        <source>Decided: such files are let through.</source>
        <translation>Diputuskan: berkas seperti itu diteruskan.</translation>
    </message>
    <message>
        <source>Decided. Other changes of the same file still wait.</source>
        <translation>Diputuskan. Perubahan lain pada berkas yang sama masih menunggu.</translation>
    </message>
    <message>
        <source>The policy of {name} is changed.</source>
        <translation>Kebijakan {name} diubah.</translation>
    </message>
</context>
<context>
    <name>Fetching</name>
    <message>
        <source>Looking …</source>
        <translation>Mencari …</translation>
    </message>
    <message>
        <source>Sorting …</source>
        <translation>Mengurutkan …</translation>
    </message>
</context>
<context>
    <name>FiguresView</name>
    <message>
        <source>Files</source>
        <translation>Berkas</translation>
    </message>
    <message>
        <source>Rows loaded</source>
        <translation>Baris dimuat</translation>
    </message>
    <message>
        <source>Reject share</source>
        <translation>Bagian ditolak</translation>
    </message>
    <message>
        <source>First-pass yield</source>
        <translation>Lolos sekali jalan</translation>
    </message>
    <message>
        <source>Median batch</source>
        <translation>Batch median</translation>
    </message>
    <message>
        <source>In time</source>
        <translation>Tepat waktu</translation>
    </message>
    <message>
        <source>Oldest view</source>
        <translation>View tertua</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>ditolak</translation>
    </message>
    <message>
        <source>quarantined</source>
        <translation>dikarantina</translation>
    </message>
    <message>
        <source>Files per day</source>
        <translation>Berkas per hari</translation>
    </message>
    <message>
        <source>not loaded</source>
        <translation>belum dimuat</translation>
    </message>
    <message>
        <source>Rows per day</source>
        <translation>Baris per hari</translation>
    </message>
    <message>
        <source>Reject share per day, %</source>
        <translation>Porsi ditolak per hari, %</translation>
    </message>
    <message>
        <source>First-pass yield per day, %</source>
        <translation>Lolos sekali jalan per hari, %</translation>
    </message>
    <message>
        <source>Seconds of a stage</source>
        <translation>Detik per tahap</translation>
    </message>
    <message>
        <source>half within</source>
        <translation>separuh dalam</translation>
    </message>
    <message>
        <source>95 % within</source>
        <translation>95 % dalam</translation>
    </message>
    <message>
        <source>usual 95 %</source>
        <translation>95 % biasanya</translation>
    </message>
    <message>
        <source>Duration of batches, seconds</source>
        <translation>Lama batch, detik</translation>
    </message>
    <message>
        <source>Sets due per day</source>
        <translation>Set jatuh tempo per hari</translation>
    </message>
    <message>
        <source>{n} in time, {m} came late, {k} still missing</source>
        <translation>{n} tepat waktu, {m} terlambat, {k} masih kurang</translation>
    </message>
    <message>
        <source>came late</source>
        <translation>terlambat</translation>
    </message>
    <message>
        <source>loaded</source>
        <translation>dimuat</translation>
    </message>
    <message>
        <source>succeeded</source>
        <translation>berhasil</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gagal</translation>
    </message>
    <message>
        <source>still missing</source>
        <translation>masih kurang</translation>
    </message>
    <message>
        <source>in time</source>
        <translation>tepat waktu</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Klien</translation>
    </message>
    <message>
        <source>View</source>
        <translation>View</translation>
    </message>
    <message>
        <source>Refreshed</source>
        <translation>Disegarkan</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Umur</translation>
    </message>
    <message>
        <source>Last try</source>
        <translation>Percobaan terakhir</translation>
    </message>
    <message>
        <source>Freshness of views</source>
        <translation>Kesegaran view</translation>
    </message>
    <message>
        <source>Freshness of materialized views</source>
        <translation>Kesegaran materialized view</translation>
    </message>
    <message numerus="yes">
        <source>%Ln batches</source>
        <translation>
            <numerusform>%Ln batch</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing was due</source>
        <translation>tidak ada yang jatuh tempo</translation>
    </message>
    <message>
        <source>{n} the period before</source>
        <translation>{n} periode sebelumnya</translation>
    </message>
    <message>
        <source>none before</source>
        <translation>belum pernah</translation>
    </message>
    <message>
        <source>{n} before</source>
        <translation>{n} sebelumnya</translation>
    </message>
    <message>
        <source>never</source>
        <translation>belum pernah</translation>
    </message>
    <message>
        <source>{n} rejected, {m} quarantined</source>
        <translation>{n} ditolak, {m} dikarantina</translation>
    </message>
    <message>
        <source>{green} of {all} files loaded</source>
        <translation>{green} dari {all} berkas dimuat</translation>
    </message>
    <message>
        <source>{first} of {all} at the first try</source>
        <translation>{first} dari {all} pada percobaan pertama</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows loaded</source>
        <translation>
            <numerusform>%Ln baris dimuat</numerusform>
        </translation>
    </message>
    <message>
        <source>half within {a}, 95 % within {b}</source>
        <translation>separuh dalam {a}, 95 % dalam {b}</translation>
    </message>
    <message>
        <source>usually {a} and {b}</source>
        <translation>biasanya {a} dan {b}</translation>
    </message>
    <message>
        <source>{n} done, {m} failed</source>
        <translation>{n} selesai, {m} gagal</translation>
    </message>
</context>
<context>
    <name>FilesPage</name>
    <message>
        <source>Files</source>
        <translation>Berkas</translation>
    </message>
    <message>
        <source>Choose a file that no batch has claimed.</source>
        <translation>Pilih berkas yang belum diambil batch.</translation>
    </message>
    <message>
        <source>Deliver files …</source>
        <translation>Kirim berkas …</translation>
    </message>
    <message>
        <source>Deliver the files in the clipboard</source>
        <translation>Kirim berkas dari papan klip</translation>
    </message>
    <message>
        <source>Look at a file …</source>
        <translation>Lihat berkas …</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Mulai</translation>
    </message>
    <message>
        <source>Choose a client first, one of which no batch is running.</source>
        <translation>Pilih klien dahulu, yang tidak sedang menjalankan batch.</translation>
    </message>
    <message>
        <source>Open the batch of the file</source>
        <translation>Buka batch berkas ini</translation>
    </message>
    <message>
        <source>Choose a file of a batch.</source>
        <translation>Pilih berkas milik sebuah batch.</translation>
    </message>
    <message>
        <source>Rename …</source>
        <translation>Ganti nama …</translation>
    </message>
    <message>
        <source>Take out …</source>
        <translation>Keluarkan …</translation>
    </message>
    <message>
        <source>Nothing was delivered, renamed or taken out.</source>
        <translation>Belum ada yang dikirim, diganti nama, atau dikeluarkan.</translation>
    </message>
    <message>
        <source>Filter files</source>
        <translation>Saring berkas</translation>
    </message>
    <message>
        <source>There are no files.</source>
        <translation>Tidak ada berkas.</translation>
    </message>
    <message>
        <source>Show the findings</source>
        <translation>Tampilkan temuan</translation>
    </message>
    <message>
        <source>The chosen file</source>
        <translation>Berkas terpilih</translation>
    </message>
    <message>
        <source>Files with this text in their name, folder, batch, status or finding.  {keys}</source>
        <translation>Berkas dengan teks ini pada nama, folder, batch, status, atau temuannya.  {keys}</translation>
    </message>
    <message>
        <source>No file differs between disk and audit.</source>
        <translation>Tidak ada berkas yang berbeda antara disk dan audit.</translation>
    </message>
    <message>
        <source>This folder is empty.</source>
        <translation>Folder ini kosong.</translation>
    </message>
    <message>
        <source>Drop files anywhere here to deliver them; they are looked at first.</source>
        <translation>Jatuhkan berkas di mana saja di sini untuk mengirimnya; berkas diperiksa dulu.</translation>
    </message>
    <message numerus="yes">
        <source>{n} of %Ln files</source>
        <translation>
            <numerusform>{n} dari %Ln berkas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Drop %Ln files or folders for {client}: they are looked at first</source>
        <translation>
            <numerusform>Lepaskan %Ln berkas atau folder untuk {client}: dilihat dahulu</numerusform>
        </translation>
    </message>
    <message>
        <source>Finish this delivery first.</source>
        <translation>Selesaikan pengiriman ini dahulu.</translation>
    </message>
    <message>
        <source>There are no files in {folder}.</source>
        <translation>Tidak ada berkas di {folder}.</translation>
    </message>
    <message>
        <source>{folder} is not there.</source>
        <translation>{folder} tidak ada.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more could not be delivered.</source>
        <translation>
            <numerusform>%Ln lagi tidak dapat dikirim.</numerusform>
        </translation>
    </message>
    <message>
        <source>Restart {batch}</source>
        <translation>Lanjutkan {batch}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files delivered to {client}.</source>
        <translation>
            <numerusform>%Ln berkas dikirim ke {client}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln deliveries taken back.</source>
        <translation>
            <numerusform>%Ln kiriman ditarik kembali.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln are claimed by a batch already, or changed.</source>
        <translation>
            <numerusform>%Ln sudah diambil sebuah batch, atau sudah berubah.</numerusform>
        </translation>
    </message>
    <message>
        <source>There are no files in the clipboard: copy some in the file manager.</source>
        <translation>Tidak ada berkas di papan klip: salin dulu di pengelola berkas.</translation>
    </message>
    <message>
        <source>Deliver files</source>
        <translation>Kirim berkas</translation>
    </message>
    <message>
        <source>Choose a client first.</source>
        <translation>Pilih klien dulu.</translation>
    </message>
    <message>
        <source>No file here has this text.</source>
        <translation>Tidak ada berkas di sini yang memuat teks ini.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files wait</source>
        <translation>
            <numerusform>%Ln berkas menunggu</numerusform>
        </translation>
    </message>
    <message>
        <source>Look at a file</source>
        <translation>Lihat berkas</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Urungkan</translation>
    </message>
    <message>
        <source>Settings of {file} kept.</source>
        <translation>Pengaturan {file} disimpan.</translation>
    </message>
    <message>
        <source>The audit expects it in another folder. Restart takes it up from here.</source>
        <translation>Menurut audit tempatnya di folder lain. Lanjutkan mengambilnya dari sini.</translation>
    </message>
    <message>
        <source>The audit has it, but it lies in no raw folder. Reprocessing still works from its Parquet file; else deliver it again.</source>
        <translation>Audit mencatatnya, tetapi tidak ada di folder raw mana pun. Proses ulang masih bisa dari Parquet-nya; kalau tidak, kirim lagi.</translation>
    </message>
    <message>
        <source>No batch knows this file. Somebody put it here by hand: rename it, without the batch, to have it in incoming, or take it out.</source>
        <translation>Tidak ada batch yang mengenal berkas ini. Seseorang menaruhnya di sini dengan tangan: ganti namanya, tanpa batch, agar berada di incoming, atau keluarkan.</translation>
    </message>
    <message>
        <source>No file pattern fits this name. Rename it, take it out, or add it to the configuration. No batch moves it.</source>
        <translation>Tidak ada pola berkas yang cocok dengan nama ini. Ganti namanya, keluarkan, atau tambahkan ke konfigurasi. Tidak ada batch yang memindahnya.</translation>
    </message>
    <message>
        <source>The same content is loaded already: the next batch holds it back. Start with “load anyway” if it is meant, or take it out.</source>
        <translation>Isi yang sama sudah dimuat: batch berikut menahannya. Mulai dengan “tetap muat” bila dimaksud, atau keluarkan.</translation>
    </message>
    <message>
        <source>It is still being written; it is left alone until it has arrived.</source>
        <translation>Masih ditulis; dibiarkan sampai tiba utuh.</translation>
    </message>
    <message>
        <source>⚠ unknown to the audit</source>
        <translation>⚠ tidak dikenal audit</translation>
    </message>
    <message>
        <source>⚠ in another folder</source>
        <translation>⚠ di folder lain</translation>
    </message>
    <message>
        <source>✕ missing on disk</source>
        <translation>✕ tidak ada di disk</translation>
    </message>
    <message>
        <source>⚠ not recognised</source>
        <translation>⚠ tidak dikenali</translation>
    </message>
    <message>
        <source>⚠ loaded before</source>
        <translation>⚠ pernah dimuat</translation>
    </message>
    <message>
        <source>· still arriving</source>
        <translation>· masih datang</translation>
    </message>
    <message>
        <source>It takes the place of the file that failed when {batch} is restarted.</source>
        <translation>Menggantikan berkas yang gagal saat {batch} dilanjutkan.</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>Neraca</translation>
    </message>
    <message>
        <source>(read = loaded + rejected + quarantined + skipped)</source>
        <translation>(dibaca = dimuat + ditolak + dikarantina + dilewati)</translation>
    </message>
    <message>
        <source>about {n}</source>
        <translation>kira-kira {n}</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Baris</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Kolom</translation>
    </message>
</context>
<context>
    <name>FilesTable</name>
    <message>
        <source>File</source>
        <translation>Berkas</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Baris</translation>
    </message>
    <message>
        <source>Logical file</source>
        <translation>Berkas logis</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Ukuran</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Diubah</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Temuan</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>menunggu</translation>
    </message>
    <message>
        <source>correction</source>
        <translation>perbaikan</translation>
    </message>
</context>
<context>
    <name>FirstRunDialog</name>
    <message>
        <source>Where ETL Console works</source>
        <translation>Tempat kerja ETL Console</translation>
    </message>
    <message>
        <source>A database of its own, kept on this computer</source>
        <translation>Basis data sendiri, di komputer ini</translation>
    </message>
    <message>
        <source>A PostgreSQL server of the site (15 or newer)</source>
        <translation>Server PostgreSQL milik kantor (15 atau lebih baru)</translation>
    </message>
    <message>
        <source>Address of the server</source>
        <translation>Alamat server</translation>
    </message>
    <message>
        <source>Storage folder</source>
        <translation>Folder penyimpanan</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Pilih …</translation>
    </message>
    <message>
        <source>The password is not kept here: put it in libpq&apos;s password file (~/.pgpass).</source>
        <translation>Kata sandi tidak disimpan di sini: taruh di berkas kata sandi libpq (~/.pgpass).</translation>
    </message>
    <message>
        <source>Bring two sample clients with real files to look around</source>
        <translation>Sertakan dua klien contoh dengan berkas nyata untuk lihat-lihat</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Uji</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Buka</translation>
    </message>
    <message>
        <source>Trying …</source>
        <translation>Mencoba …</translation>
    </message>
    <message>
        <source>A database is being made …</source>
        <translation>Basis data sedang dibuat …</translation>
    </message>
    <message>
        <source>Use one of its own</source>
        <translation>Pakai milik sendiri</translation>
    </message>
</context>
<context>
    <name>FolderTree</name>
    <message>
        <source>Source systems and folders</source>
        <translation>Sistem sumber dan folder</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Semua berkas</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Temuan</translation>
    </message>
</context>
<context>
    <name>Gantt</name>
    <message>
        <source>The batch over time</source>
        <translation>Batch menurut waktu</translation>
    </message>
</context>
<context>
    <name>Handover</name>
    <message>
        <source>Client</source>
        <translation>Klien</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Berkas</translation>
    </message>
    <message>
        <source>Column mapping</source>
        <translation>Pemetaan kolom</translation>
    </message>
    <message>
        <source>Required columns</source>
        <translation>Kolom wajib</translation>
    </message>
    <message>
        <source>Transformation</source>
        <translation>Transformasi</translation>
    </message>
    <message>
        <source>Integration</source>
        <translation>Integrasi</translation>
    </message>
    <message>
        <source>Dependencies of the integration</source>
        <translation>Ketergantungan integrasi</translation>
    </message>
    <message>
        <source>MV refresh</source>
        <translation>Penyegaran MV</translation>
    </message>
</context>
<context>
    <name>HandoverPage</name>
    <message>
        <source>Handover</source>
        <translation>Serah terima</translation>
    </message>
    <message>
        <source>Save as PDF …</source>
        <translation>Simpan PDF …</translation>
    </message>
    <message>
        <source>Print …</source>
        <translation>Cetak …</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>Salin teks</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Klien</translation>
    </message>
    <message>
        <source>All clients</source>
        <translation>Semua klien</translation>
    </message>
    <message>
        <source>This client</source>
        <translation>Klien ini</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Periode</translation>
    </message>
    <message numerus="yes">
        <source>Last %Ln hours</source>
        <translation>
            <numerusform>%Ln jam terakhir</numerusform>
        </translation>
    </message>
    <message>
        <source>The handover</source>
        <translation>Serah terima</translation>
    </message>
    <message>
        <source>all clients</source>
        <translation>semua klien</translation>
    </message>
    <message>
        <source>Handover · {scope}</source>
        <translation>Serah terima · {scope}</translation>
    </message>
    <message>
        <source>{begin} to {end}, written by {who} on {host}. All times in {zone}.</source>
        <translation>{begin} sampai {end}, ditulis oleh {who} di {host}. Semua waktu dalam {zone}.</translation>
    </message>
    <message>
        <source>What is not green</source>
        <translation>Yang belum hijau</translation>
    </message>
    <message>
        <source>Everything is green.</source>
        <translation>Semuanya hijau.</translation>
    </message>
    <message>
        <source>What waits</source>
        <translation>Yang menunggu</translation>
    </message>
    <message>
        <source>Nothing waits.</source>
        <translation>Tidak ada yang menunggu.</translation>
    </message>
    <message>
        <source>What was run</source>
        <translation>Yang dijalankan</translation>
    </message>
    <message>
        <source>Nothing was run.</source>
        <translation>Tidak ada yang dijalankan.</translation>
    </message>
    <message>
        <source>What was decided about rejected rows</source>
        <translation>Apa yang diputuskan tentang baris ditolak</translation>
    </message>
    <message>
        <source>Nothing was decided.</source>
        <translation>Tidak ada yang diputuskan.</translation>
    </message>
    <message>
        <source>What was changed in the configuration</source>
        <translation>Yang diubah di konfigurasi</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Tidak ada yang diubah.</translation>
    </message>
    <message>
        <source>What was held, released and purged</source>
        <translation>Yang ditahan, dilepas, dan dibersihkan</translation>
    </message>
    <message>
        <source>Nothing was held, released or purged.</source>
        <translation>Tidak ada yang ditahan, dilepas, atau dibersihkan.</translation>
    </message>
    <message>
        <source>{red} of {all} files not loaded</source>
        <translation>{red} dari {all} berkas belum dimuat</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows held</source>
        <translation>
            <numerusform>%Ln baris ditahan</numerusform>
        </translation>
    </message>
    <message>
        <source>✕ Broke off</source>
        <translation>✕ Terputus</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>dan %Ln lagi</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files wait</source>
        <translation>
            <numerusform>%Ln berkas menunggu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files hold what is loaded already</source>
        <translation>
            <numerusform>%Ln berkas berisi yang sudah dimuat</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files are not recognised</source>
        <translation>
            <numerusform>%Ln berkas tidak dikenali</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changed columns wait for a decision</source>
        <translation>
            <numerusform>%Ln kolom yang berubah menunggu keputusan</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln corrected files wait for a restart of {batch}</source>
        <translation>
            <numerusform>%Ln berkas perbaikan menunggu {batch} dilanjutkan</numerusform>
        </translation>
    </message>
    <message>
        <source>{name} is late, missing</source>
        <translation>{name} terlambat, belum ada</translation>
    </message>
    <message>
        <source>{done} of {all} files loaded</source>
        <translation>{done} dari {all} berkas dimuat</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows loaded</source>
        <translation>
            <numerusform>%Ln baris dimuat</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows rejected or quarantined</source>
        <translation>
            <numerusform>%Ln baris ditolak atau dikarantina</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation>
            <numerusform>%Ln baris</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln things went, {size}.</source>
        <translation>
            <numerusform>%Ln hal dibersihkan, {size}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Simpan PDF</translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation>Ditulis: {path}</translation>
    </message>
    <message>
        <source>The handover is in the clipboard.</source>
        <translation>Serah terima ada di papan klip.</translation>
    </message>
</context>
<context>
    <name>Headline</name>
    <message>
        <source>A run is starting …</source>
        <translation>Proses sedang dimulai …</translation>
    </message>
    <message>
        <source>{done} of {all} files loaded</source>
        <translation>{done} dari {all} berkas dimuat</translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln gagal</numerusform>
        </translation>
    </message>
    <message>
        <source>broken off</source>
        <translation>terputus</translation>
    </message>
    <message>
        <source>{n} rows/s</source>
        <translation>{n} baris/dtk</translation>
    </message>
    <message>
        <source>about {time} left for the files</source>
        <translation>kira-kira {time} lagi untuk berkas</translation>
    </message>
</context>
<context>
    <name>HoldDialog</name>
    <message numerus="yes">
        <source>%n batches</source>
        <translation>
            <numerusform>%n batch</numerusform>
        </translation>
    </message>
    <message>
        <source>Hold {batches}</source>
        <translation>Tahan {batches}</translation>
    </message>
    <message>
        <source>Release {batches}</source>
        <translation>Lepaskan {batches}</translation>
    </message>
    <message>
        <source>What is old enough of a released batch goes with the next purge. Who released it, and why, stays on record.</source>
        <translation>Yang cukup tua dari batch yang dilepas akan ikut pembersihan berikutnya. Siapa yang melepaskan, dan mengapa, tetap dicatat.</translation>
    </message>
    <message>
        <source>Nothing of a held batch is moved or purged, however old, until it is released.</source>
        <translation>Tidak ada bagian dari batch yang ditahan yang dipindah atau dibersihkan, selama apa pun, sampai dilepaskan.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Alasan</translation>
    </message>
    <message>
        <source>Why, such as: audit 2026</source>
        <translation>Mengapa, misalnya: audit 2026</translation>
    </message>
    <message>
        <source>Why, such as: audit closed</source>
        <translation>Mengapa, misalnya: audit selesai</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Tahan</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Lepaskan</translation>
    </message>
</context>
<context>
    <name>Items</name>
    <message>
        <source>Check</source>
        <translation>Periksa</translation>
    </message>
    <message>
        <source>possible are {choices}</source>
        <translation>yang mungkin: {choices}</translation>
    </message>
    <message>
        <source>it is a whole number, 0 or more</source>
        <translation>harus bilangan bulat, 0 atau lebih</translation>
    </message>
    <message>
        <source>no JSON from sign {place} on</source>
        <translation>bukan JSON mulai tanda ke-{place}</translation>
    </message>
    <message>
        <source>it is a JSON object such as {example}</source>
        <translation>harus objek JSON seperti {example}</translation>
    </message>
    <message>
        <source>“{value}” cannot be {title}: {why}.</source>
        <translation>“{value}” tidak bisa menjadi {title}: {why}.</translation>
    </message>
    <message>
        <source>A name is needed, and each only once.</source>
        <translation>Nama wajib ada, dan hanya sekali.</translation>
    </message>
</context>
<context>
    <name>Lines</name>
    <message>
        <source>Source column</source>
        <translation>Kolom sumber</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Contoh</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>Menuju</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Tipe</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>Wajib</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Kunci</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Mengapa</translation>
    </message>
    <message>
        <source>not in the file</source>
        <translation>tidak ada di berkas</translation>
    </message>
    <message>
        <source>? open</source>
        <translation>? terbuka</translation>
    </message>
    <message>
        <source>– left out</source>
        <translation>– ditinggalkan</translation>
    </message>
    <message>
        <source>perhaps {target}: {why}</source>
        <translation>mungkin {target}: {why}</translation>
    </message>
</context>
<context>
    <name>LogsPage</name>
    <message>
        <source>Logs</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Search the logs</source>
        <translation>Cari di log</translation>
    </message>
    <message>
        <source>First error of the batch</source>
        <translation>Kesalahan pertama batch</translation>
    </message>
    <message>
        <source>Choose a line of a batch, or type a batch.</source>
        <translation>Pilih baris milik sebuah batch, atau ketik batch.</translation>
    </message>
    <message>
        <source>Open what the line speaks of</source>
        <translation>Buka yang dimaksud baris ini</translation>
    </message>
    <message>
        <source>Time line or errors grouped</source>
        <translation>Lini masa atau kesalahan dikelompokkan</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Tampilkan semua</translation>
    </message>
    <message>
        <source>Time line</source>
        <translation>Lini masa</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Kali</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>Tahap</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Kode</translation>
    </message>
    <message>
        <source>What they say</source>
        <translation>Isinya</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Berkas</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Pertama</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Terakhir</translation>
    </message>
    <message>
        <source>Errors by what they say</source>
        <translation>Kesalahan menurut isinya</translation>
    </message>
    <message>
        <source>Grouped by what they say</source>
        <translation>Dikelompokkan menurut isi</translation>
    </message>
    <message>
        <source>The chosen line</source>
        <translation>Baris terpilih</translation>
    </message>
    <message>
        <source>Text, code or name</source>
        <translation>Teks, kode, atau nama</translation>
    </message>
    <message>
        <source>File or step</source>
        <translation>Berkas atau langkah</translation>
    </message>
    <message>
        <source>This client</source>
        <translation>Klien ini</translation>
    </message>
    <message>
        <source>All clients</source>
        <translation>Semua klien</translation>
    </message>
    <message>
        <source>All levels</source>
        <translation>Semua tingkat</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Kesalahan</translation>
    </message>
    <message>
        <source>Errors and warnings</source>
        <translation>Kesalahan dan peringatan</translation>
    </message>
    <message>
        <source>All stages</source>
        <translation>Semua tahap</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Kapan saja</translation>
    </message>
    <message numerus="yes">
        <source>Last %Ln days</source>
        <translation>
            <numerusform>%Ln hari terakhir</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was logged that fits. Show everything: Ctrl+Shift+Backspace.</source>
        <translation>Tidak ada catatan yang cocok. Tampilkan semua: Ctrl+Shift+Backspace.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines so far, more as you scroll</source>
        <translation>
            <numerusform>%Ln baris sejauh ini, selebihnya saat digulir</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines</source>
        <translation>
            <numerusform>%Ln baris</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln kinds of errors and warnings</source>
        <translation>
            <numerusform>%Ln macam kesalahan dan peringatan</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln times</source>
        <translation>
            <numerusform>%Ln kali</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %Ln files or steps</source>
        <translation>
            <numerusform>di %Ln berkas atau langkah</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines copied as a report.</source>
        <translation>
            <numerusform>%Ln baris disalin sebagai laporan.</numerusform>
        </translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Teks</translation>
    </message>
    <message>
        <source>Copy chosen lines as a report</source>
        <translation>Salin baris terpilih sebagai laporan</translation>
    </message>
    <message>
        <source>Choose lines; Ctrl+A chooses all that are shown.</source>
        <translation>Pilih baris; Ctrl+A memilih semua yang ditampilkan.</translation>
    </message>
    <message>
        <source>Only these are shown. Press to show the others again.</source>
        <translation>Hanya ini yang ditampilkan. Tekan untuk menampilkan yang lain lagi.</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Klien</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Tingkat</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Periode</translation>
    </message>
    <message>
        <source>first attempts</source>
        <translation>percobaan pertama</translation>
    </message>
    <message>
        <source>{batch} has no error.</source>
        <translation>{batch} tidak punya kesalahan.</translation>
    </message>
    <message>
        <source>attempt {n}</source>
        <translation>percobaan {n}</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} sampai {last}</translation>
    </message>
    <message>
        <source>newest in {batch}</source>
        <translation>terbaru di {batch}</translation>
    </message>
    <message>
        <source>Enter shows its lines.</source>
        <translation>Enter menampilkan barisnya.</translation>
    </message>
    <message>
        <source>log report</source>
        <translation>laporan log</translation>
    </message>
</context>
<context>
    <name>LookDialog</name>
    <message>
        <source>Look at {name}</source>
        <translation>Lihat {name}</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>Memeriksa …</translation>
    </message>
    <message>
        <source>Settings: empty means found out</source>
        <translation>Pengaturan: kosong berarti ditemukan sendiri</translation>
    </message>
    <message>
        <source>mend damaged records</source>
        <translation>perbaiki rekaman rusak</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Kolom</translation>
    </message>
    <message>
        <source>Likely</source>
        <translation>Kemungkinan</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Contoh</translation>
    </message>
    <message>
        <source>Because</source>
        <translation>Karena</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Baris</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Mengapa</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Teks</translation>
    </message>
    <message>
        <source>What was understood, and what a run would say</source>
        <translation>Apa yang dipahami, dan apa kata proses nanti</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Kolom</translation>
    </message>
    <message>
        <source>First records</source>
        <translation>Rekaman pertama</translation>
    </message>
    <message>
        <source>Rejected records</source>
        <translation>Rekaman ditolak</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Rekaman</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Ditolak</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>Dipahami</translation>
    </message>
    <message>
        <source>Remember settings</source>
        <translation>Ingat pengaturan</translation>
    </message>
    <message>
        <source>Use formats</source>
        <translation>Pakai format</translation>
    </message>
    <message>
        <source>Keep the formats shown for the columns of this logical file</source>
        <translation>Simpan format yang tampak untuk kolom berkas logis ini</translation>
    </message>
    <message>
        <source>Deliver</source>
        <translation>Kirim</translation>
    </message>
    <message numerus="yes">
        <source>%Ln records</source>
        <translation>
            <numerusform>%Ln rekaman</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln records</source>
        <translation>
            <numerusform>sekitar %Ln rekaman</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} rejected of those looked at</source>
        <translation>{n} ditolak dari yang diperiksa</translation>
    </message>
    <message>
        <source>fits no file of {client}</source>
        <translation>tidak cocok dengan berkas {client} mana pun</translation>
    </message>
    <message>
        <source>⚠ this content was loaded before, by {batch}</source>
        <translation>⚠ isi ini sudah dimuat oleh {batch}</translation>
    </message>
    <message>
        <source>Rejected ({n})</source>
        <translation>Ditolak ({n})</translation>
    </message>
    <message>
        <source>choose …</source>
        <translation>pilih …</translation>
    </message>
    <message>
        <source>as it stands: a point before the decimals</source>
        <translation>apa adanya: titik sebelum desimal</translation>
    </message>
    <message>
        <source>Nothing: the records looked at can be loaded.</source>
        <translation>Tidak ada: rekaman yang diperiksa dapat dimuat.</translation>
    </message>
    <message>
        <source>What a run would say</source>
        <translation>Apa kata proses nanti</translation>
    </message>
    <message>
        <source>looked at {name}</source>
        <translation>diperiksa {name}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Start the server</source>
        <translation>Jalankan server</translation>
    </message>
    <message>
        <source>Go to {page}</source>
        <translation>Buka {page}</translation>
    </message>
    <message>
        <source>Find an action or a place …</source>
        <translation>Cari tindakan atau tempat …</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Periksa lagi</translation>
    </message>
    <message>
        <source>Copy link to this place</source>
        <translation>Salin tautan tempat ini</translation>
    </message>
    <message>
        <source>Open the link in the clipboard</source>
        <translation>Buka tautan di papan klip</translation>
    </message>
    <message>
        <source>Next client</source>
        <translation>Klien berikutnya</translation>
    </message>
    <message>
        <source>There is only one client.</source>
        <translation>Hanya ada satu klien.</translation>
    </message>
    <message>
        <source>What was told …</source>
        <translation>Yang sudah diberitahukan …</translation>
    </message>
    <message>
        <source>Previous client</source>
        <translation>Klien sebelumnya</translation>
    </message>
    <message>
        <source>Switch the language</source>
        <translation>Ganti bahasa</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Terang atau gelap</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Tutup jendela</translation>
    </message>
    <message>
        <source>Copy the link anew.</source>
        <translation>Salin ulang tautannya.</translation>
    </message>
    <message>
        <source>Copied: {link}</source>
        <translation>Disalin: {link}</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Tindakan</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Klien</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Tempat</translation>
    </message>
    <message>
        <source>There is no client {client}.</source>
        <translation>Tidak ada klien {client}.</translation>
    </message>
    <message>
        <source>What is shown is as it was at {time}: nothing newer is known until the database answers.</source>
        <translation>Yang tampil adalah keadaan pukul {time}: tidak ada yang lebih baru diketahui sampai basis data menjawab.</translation>
    </message>
    <message>
        <source>PostgreSQL is being started …</source>
        <translation>PostgreSQL sedang dijalankan …</translation>
    </message>
    <message>
        <source>See the batch</source>
        <translation>Lihat batch</translation>
    </message>
    <message>
        <source>A batch of {client} runs.</source>
        <translation>Batch {client} berjalan.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes</source>
        <translation>
            <numerusform>%Ln perubahan</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Mapping</name>
    <message>
        <source>same name</source>
        <translation>nama sama</translation>
    </message>
    <message>
        <source>mapped so before</source>
        <translation>pernah dipetakan begini</translation>
    </message>
    <message>
        <source>{where} maps it so</source>
        <translation>{where} memetakan begini</translation>
    </message>
    <message>
        <source>both mean “{word}”</source>
        <translation>keduanya berarti “{word}”</translation>
    </message>
    <message>
        <source>names are alike, {n} of 100</source>
        <translation>nama mirip, {n} dari 100</translation>
    </message>
    <message>
        <source>there were no values to look at</source>
        <translation>tidak ada nilai yang dapat dilihat</translation>
    </message>
    <message>
        <source>{share} of the values fit</source>
        <translation>{share} nilai cocok</translation>
    </message>
    <message>
        <source>leave out</source>
        <translation>tinggalkan</translation>
    </message>
    <message>
        <source>decide later</source>
        <translation>putuskan nanti</translation>
    </message>
    <message>
        <source>{target} is mapped already.</source>
        <translation>{target} sudah dipetakan.</translation>
    </message>
    <message>
        <source>Map the column first.</source>
        <translation>Petakan kolomnya dahulu.</translation>
    </message>
    <message>
        <source>Write a date as %d/%m/%Y, else a format as {&quot;decimal&quot;: &quot;,&quot;}.</source>
        <translation>Tulis tanggal sebagai %d/%m/%Y, selain itu format sebagai {&quot;decimal&quot;: &quot;,&quot;}.</translation>
    </message>
</context>
<context>
    <name>MappingPage</name>
    <message>
        <source>Mapping</source>
        <translation>Pemetaan</translation>
    </message>
    <message>
        <source>Choose a file first.</source>
        <translation>Pilih berkas dahulu.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Tidak ada yang diubah.</translation>
    </message>
    <message>
        <source>Save …</source>
        <translation>Simpan …</translation>
    </message>
    <message>
        <source>Try on this file</source>
        <translation>Coba di berkas ini</translation>
    </message>
    <message>
        <source>All failed</source>
        <translation>Semua gagal</translation>
    </message>
    <message>
        <source>Last good</source>
        <translation>Terakhir baik</translation>
    </message>
    <message>
        <source>Take suggestion</source>
        <translation>Pakai saran</translation>
    </message>
    <message>
        <source>Take format</source>
        <translation>Pakai format</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>Wajib</translation>
    </message>
    <message>
        <source>Part of the key</source>
        <translation>Bagian kunci</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Berkas</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Hasil</translation>
    </message>
    <message>
        <source>Would load</source>
        <translation>Akan dimuat</translation>
    </message>
    <message>
        <source>Would hold</source>
        <translation>Akan ditahan</translation>
    </message>
    <message>
        <source>Loaded before</source>
        <translation>Dimuat dahulu</translation>
    </message>
    <message>
        <source>First finding</source>
        <translation>Temuan pertama</translation>
    </message>
    <message>
        <source>What a run would say</source>
        <translation>Hasil bila dijalankan</translation>
    </message>
    <message>
        <source>Try it before you save: nothing is touched.</source>
        <translation>Coba sebelum menyimpan: tidak ada yang disentuh.</translation>
    </message>
    <message>
        <source>Enter chooses a target. Only sure suggestions are taken by themselves; ● is not saved yet.</source>
        <translation>Enter memilih tujuan. Hanya saran pasti yang dipakai sendiri; ● belum disimpan.</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Kolom</translation>
    </message>
    <message>
        <source>Value missing</source>
        <translation>Nilai kosong</translation>
    </message>
    <message>
        <source>Repeated key</source>
        <translation>Kunci berulang</translation>
    </message>
    <message>
        <source>Bad value</source>
        <translation>Nilai buruk</translation>
    </message>
    <message>
        <source>Malformed record</source>
        <translation>Rekaman rusak</translation>
    </message>
    <message>
        <source>as the client</source>
        <translation>ikut klien</translation>
    </message>
    <message>
        <source>Rejects allowed</source>
        <translation>Batas ditolak</translation>
    </message>
    <message>
        <source>no file is there yet</source>
        <translation>belum ada berkas</translation>
    </message>
    <message>
        <source>Samples from {file}</source>
        <translation>Contoh dari {file}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln sure suggestions taken</source>
        <translation>
            <numerusform>%Ln usulan pasti diambil</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{good} of %Ln files would be loaded</source>
        <translation>
            <numerusform>{good} dari %Ln berkas akan dimuat</numerusform>
        </translation>
    </message>
    <message>
        <source>⚠ Needs a value and has no source: {columns}</source>
        <translation>⚠ Wajib berisi tetapi tanpa sumber: {columns}</translation>
    </message>
    <message>
        <source>Trying …</source>
        <translation>Mencoba …</translation>
    </message>
    <message>
        <source>✓ passes</source>
        <translation>✓ lolos</translation>
    </message>
    <message>
        <source>✕ fails</source>
        <translation>✕ gagal</translation>
    </message>
    <message>
        <source>There is no such file to try it on.</source>
        <translation>Tidak ada berkas semacam itu untuk dicoba.</translation>
    </message>
</context>
<context>
    <name>MessagesDialog</name>
    <message>
        <source>Messages</source>
        <translation>Pesan</translation>
    </message>
    <message>
        <source>What was told since the window was opened</source>
        <translation>Yang diberitahukan sejak jendela dibuka</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Waktu</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Pesan</translation>
    </message>
    <message>
        <source>The chosen message</source>
        <translation>Pesan yang dipilih</translation>
    </message>
    <message>
        <source>Copy the rows</source>
        <translation>Salin baris</translation>
    </message>
    <message>
        <source>Nothing was told yet.</source>
        <translation>Belum ada yang diberitahukan.</translation>
    </message>
</context>
<context>
    <name>Moving</name>
    <message>
        <source>Renamed to {name}.</source>
        <translation>Diganti nama menjadi {name}.</translation>
    </message>
    <message>
        <source>Taken back.</source>
        <translation>Ditarik kembali.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files are in {folder} now.</source>
        <translation>
            <numerusform>%Ln berkas kini ada di {folder}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Ctrl+Z takes it back.</source>
        <translation>Ctrl+Z menariknya kembali.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Urungkan</translation>
    </message>
    <message>
        <source>Take {file} out of incoming: where to?</source>
        <translation>Keluarkan {file} dari incoming: ke mana?</translation>
    </message>
    <message numerus="yes">
        <source>Take %Ln files out of incoming: where to?</source>
        <translation>
            <numerusform>Keluarkan %Ln berkas dari incoming: ke mana?</numerusform>
        </translation>
    </message>
    <message>
        <source>Move here</source>
        <translation>Pindah ke sini</translation>
    </message>
    <message>
        <source>{file} is in {folder} now.</source>
        <translation>{file} sekarang ada di {folder}.</translation>
    </message>
</context>
<context>
    <name>NewColumns</name>
    <message>
        <source>Table</source>
        <translation>Tabel</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Kolom</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Tipe</translation>
    </message>
    <message>
        <source>Values seen</source>
        <translation>Nilai yang terlihat</translation>
    </message>
</context>
<context>
    <name>Notifier</name>
    <message>
        <source>{status} after {time}</source>
        <translation>{status} setelah {time}</translation>
    </message>
    <message>
        <source>Late since {time}: {files}</source>
        <translation>Terlambat sejak {time}: {files}</translation>
    </message>
</context>
<context>
    <name>Others</name>
    <message>
        <source>{who} decided about rows of {batch}: {what} ({n})</source>
        <translation>{who} memutuskan baris di {batch}: {what} ({n})</translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <source>Overview</source>
        <translation>Ikhtisar</translation>
    </message>
    <message>
        <source>Do what is needed first</source>
        <translation>Kerjakan yang paling perlu</translation>
    </message>
    <message>
        <source>Nothing needs you.</source>
        <translation>Tidak ada yang memerlukan Anda.</translation>
    </message>
    <message>
        <source>All clients or this one</source>
        <translation>Semua klien atau klien ini</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Klien</translation>
    </message>
    <message>
        <source>This client</source>
        <translation>Klien ini</translation>
    </message>
    <message>
        <source>All clients</source>
        <translation>Semua klien</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Periode</translation>
    </message>
    <message numerus="yes">
        <source>Last %Ln days</source>
        <translation>
            <numerusform>%Ln hari terakhir</numerusform>
        </translation>
    </message>
    <message>
        <source>Needs you now</source>
        <translation>Perlu Anda sekarang</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>Memeriksa …</translation>
    </message>
    <message>
        <source>Figures of the period</source>
        <translation>Angka periode ini</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>dan %Ln lagi</numerusform>
        </translation>
    </message>
    <message>
        <source>No batch is red and no file waits.</source>
        <translation>Tidak ada batch merah dan tidak ada berkas yang menunggu.</translation>
    </message>
    <message>
        <source>{batch} of {client} broke off</source>
        <translation>{batch} milik {client} terputus</translation>
    </message>
    <message>
        <source>Its process is gone, and nobody runs it. A restart takes it up again.</source>
        <translation>Prosesnya sudah tidak ada, dan tidak ada yang menjalankannya. Mulai ulang melanjutkannya.</translation>
    </message>
    <message>
        <source>Add a client …</source>
        <translation>Tambah klien …</translation>
    </message>
    <message>
        <source>There is no client yet.</source>
        <translation>Belum ada klien.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln corrected files wait for a restart of {batch}</source>
        <translation>
            <numerusform>%Ln berkas perbaikan menunggu {batch} dilanjutkan</numerusform>
        </translation>
    </message>
    <message>
        <source>{name} of {client} is late</source>
        <translation>{name} milik {client} terlambat</translation>
    </message>
    <message>
        <source>since {time}; missing: {files}</source>
        <translation>sejak {time}; belum ada: {files}</translation>
    </message>
    <message>
        <source>See the schedule</source>
        <translation>Lihat jadwal</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows held</source>
        <translation>
            <numerusform>%Ln baris ditahan</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files of {client} wait to be loaded</source>
        <translation>
            <numerusform>%Ln berkas {client} menunggu dimuat</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files of {client} hold what is loaded already</source>
        <translation>
            <numerusform>%Ln berkas {client} berisi yang sudah dimuat</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changed columns of {client} wait for a decision</source>
        <translation>
            <numerusform>%Ln kolom {client} yang berubah menunggu keputusan</numerusform>
        </translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>Putuskan</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files of {client} are not recognised</source>
        <translation>
            <numerusform>%Ln berkas {client} tidak dikenali</numerusform>
        </translation>
    </message>
    <message>
        <source>Restart …</source>
        <translation>Lanjutkan …</translation>
    </message>
    <message>
        <source>See the batch</source>
        <translation>Lihat batch</translation>
    </message>
    <message>
        <source>{batch} of {client} failed</source>
        <translation>{batch} milik {client} gagal</translation>
    </message>
    <message>
        <source>{batch} of {client} was cancelled</source>
        <translation>{batch} milik {client} dibatalkan</translation>
    </message>
    <message>
        <source>{red} of {all} files not loaded</source>
        <translation>{red} dari {all} berkas belum dimuat</translation>
    </message>
    <message>
        <source>Fix the rows</source>
        <translation>Perbaiki baris</translation>
    </message>
    <message>
        <source>{batch} of {client} is running</source>
        <translation>{batch} milik {client} sedang berjalan</translation>
    </message>
    <message>
        <source>by {who} on {host}, since {time}</source>
        <translation>oleh {who} di {host}, sejak {time}</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>Pantau</translation>
    </message>
    <message>
        <source>Bring the samples</source>
        <translation>Bawa contoh</translation>
    </message>
    <message>
        <source>A client is a configuration of its files. The samples are two, with real files to look around.</source>
        <translation>Klien adalah konfigurasi berkas-berkasnya. Contohnya dua, dengan berkas nyata untuk lihat-lihat.</translation>
    </message>
    <message>
        <source>Start …</source>
        <translation>Mulai …</translation>
    </message>
    <message>
        <source>See the files</source>
        <translation>Lihat berkas</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Copy the rows</source>
        <translation>Salin baris</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Find an action or a place</source>
        <translation>Cari tindakan atau tempat</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>Apa yang ingin Anda lakukan?</translation>
    </message>
    <message>
        <source>Actions and places</source>
        <translation>Tindakan dan tempat</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Tempat</translation>
    </message>
    <message>
        <source>Nothing is called so. Perhaps:</source>
        <translation>Tidak ada yang bernama demikian. Mungkin:</translation>
    </message>
    <message>
        <source>Nothing is called so.</source>
        <translation>Tidak ada yang bernama demikian.</translation>
    </message>
</context>
<context>
    <name>PlanDialog</name>
    <message>
        <source>Plan</source>
        <translation>Rencana</translation>
    </message>
    <message>
        <source>Load anyway what was loaded before</source>
        <translation>Muat saja yang sudah pernah dimuat</translation>
    </message>
    <message>
        <source>Start a new batch of {client}: {files}, {steps}.</source>
        <translation>Mulai batch baru {client}: {files}, {steps}.</translation>
    </message>
    <message>
        <source>Go on with {batch} of {client}: {files}, {steps}.</source>
        <translation>Lanjutkan {batch} milik {client}: {files}, {steps}.</translation>
    </message>
    <message>
        <source>Load {batch} of {client} again from Parquet: {files}, {steps}.</source>
        <translation>Muat ulang {batch} milik {client} dari Parquet: {files}, {steps}.</translation>
    </message>
    <message>
        <source>No file waits and no step is open.</source>
        <translation>Tidak ada berkas menunggu dan tidak ada langkah terbuka.</translation>
    </message>
    <message>
        <source>How long it takes is not known yet: it has no history.</source>
        <translation>Lamanya belum diketahui: belum ada riwayat.</translation>
    </message>
    <message>
        <source>By its own history it takes about {time}.</source>
        <translation>Menurut riwayatnya kira-kira {time}.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files</source>
        <translation>
            <numerusform>%Ln berkas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln steps</source>
        <translation>
            <numerusform>%Ln langkah</numerusform>
        </translation>
    </message>
    <message>
        <source>It takes at least {time}:</source>
        <translation>Sedikitnya {time}:</translation>
    </message>
    <message numerus="yes">
        <source>%Ln parts have no history of that size yet.</source>
        <translation>
            <numerusform>%Ln bagian belum punya riwayat seukuran itu.</numerusform>
        </translation>
    </message>
    <message>
        <source>next batch</source>
        <translation>batch berikutnya</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>dan %Ln lagi</numerusform>
        </translation>
    </message>
    <message>
        <source>What will be done</source>
        <translation>Yang akan dilakukan</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Apa</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Bagaimana</translation>
    </message>
    <message>
        <source>Usually</source>
        <translation>Biasanya</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Salin</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Pindahkan</translation>
    </message>
    <message>
        <source>Delete first</source>
        <translation>Hapus dulu</translation>
    </message>
    <message>
        <source>Load into</source>
        <translation>Muat ke</translation>
    </message>
    <message numerus="yes">
        <source>Then %Ln steps, in this order</source>
        <translation>
            <numerusform>Lalu %Ln langkah, menurut urutan ini</numerusform>
        </translation>
    </message>
    <message>
        <source>after {steps}</source>
        <translation>setelah {steps}</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>Salin teks</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Jalankan</translation>
    </message>
    <message>
        <source>Nothing to do for {client}.</source>
        <translation>Tidak ada yang perlu dilakukan untuk {client}.</translation>
    </message>
</context>
<context>
    <name>ProblemDialog</name>
    <message>
        <source>Cause</source>
        <translation>Sebab</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Bukti</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Tindakan</translation>
    </message>
    <message>
        <source>Runbook</source>
        <translation>Runbook</translation>
    </message>
</context>
<context>
    <name>PurgeDialog</name>
    <message>
        <source>Purge {client}</source>
        <translation>Bersihkan {client}</translation>
    </message>
    <message>
        <source>What is removed is gone: it is in no archive of ours. Rows in bronze, silver and gold, the batches, their files with their ledgers and the figures of the overview stay.</source>
        <translation>Yang dihapus benar-benar hilang: tidak ada di arsip kita. Baris di bronze, silver, dan gold, batch, berkas beserta neracanya, dan angka di ringkasan tetap ada.</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Apa</translation>
    </message>
    <message>
        <source>Would go</source>
        <translation>Akan hilang</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Ukuran</translation>
    </message>
    <message>
        <source>Of batches</source>
        <translation>Dari batch</translation>
    </message>
    <message>
        <source>What would go</source>
        <translation>Yang akan hilang</translation>
    </message>
    <message>
        <source>Purge</source>
        <translation>Bersihkan</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>When</source>
        <translation>Kapan</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Isi</translation>
    </message>
    <message>
        <source>Filled</source>
        <translation>Terisi</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Contoh</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Bukti</translation>
    </message>
    <message>
        <source>Column of the table</source>
        <translation>Kolom tabel</translation>
    </message>
    <message>
        <source>Column of the file</source>
        <translation>Kolom berkas</translation>
    </message>
    <message>
        <source>Reason (optional): it stays in the history of the configuration</source>
        <translation>Alasan (opsional): tersimpan di riwayat konfigurasi</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Alasan</translation>
    </message>
    <message>
        <source>Load it into</source>
        <translation>Muat ke</translation>
    </message>
    <message>
        <source>Leave it out on purpose</source>
        <translation>Sengaja tidak dimuat</translation>
    </message>
    <message>
        <source>Only its name changed: the mapping follows</source>
        <translation>Hanya namanya berubah: pemetaan mengikuti</translation>
    </message>
    <message>
        <source>It is gone: take it out of the mapping</source>
        <translation>Sudah tidak ada: keluarkan dari pemetaan</translation>
    </message>
    <message>
        <source>These values are right: let such files through</source>
        <translation>Isi ini benar: teruskan berkas seperti itu</translation>
    </message>
    <message>
        <source>The file is wrong: it will be delivered again</source>
        <translation>Berkasnya salah: akan dikirim ulang</translation>
    </message>
    <message>
        <source>It is called otherwise now:</source>
        <translation>Kini namanya lain:</translation>
    </message>
    <message>
        <source>Another column: take the old one out, leave the new one out</source>
        <translation>Kolom lain: keluarkan yang lama, jangan muat yang baru</translation>
    </message>
    <message>
        <source>Choose a column</source>
        <translation>Pilih kolom</translation>
    </message>
    <message>
        <source>Choose a change above to see its evidence and to decide it.</source>
        <translation>Pilih perubahan di atas untuk melihat buktinya dan memutuskannya.</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Sebelum</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Kini</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Client</source>
        <translation>Klien</translation>
    </message>
    <message>
        <source>No client yet</source>
        <translation>Belum ada klien</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>Reason</source>
        <translation>Alasan</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Baris</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Diputuskan</translation>
    </message>
    <message>
        <source>Reasons</source>
        <translation>Alasan</translation>
    </message>
</context>
<context>
    <name>RenameDialog</name>
    <message>
        <source>Rename</source>
        <translation>Ganti nama</translation>
    </message>
    <message>
        <source>Another name for {file}</source>
        <translation>Nama lain untuk {file}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nama</translation>
    </message>
    <message>
        <source>⚠ This is no name for a file that is to be loaded.</source>
        <translation>⚠ Ini bukan nama untuk berkas yang akan dimuat.</translation>
    </message>
    <message>
        <source>⚠ A file of this name waits already.</source>
        <translation>⚠ Berkas dengan nama ini sudah menunggu.</translation>
    </message>
    <message>
        <source>→ It is loaded as {file}.</source>
        <translation>→ Dimuat sebagai {file}.</translation>
    </message>
    <message>
        <source>⚠ No file pattern of {source} fits it: {patterns}.</source>
        <translation>⚠ Tidak ada pola berkas {source} yang cocok: {patterns}.</translation>
    </message>
</context>
<context>
    <name>RetentionModel</name>
    <message>
        <source>What</source>
        <translation>Apa</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Hari</translation>
    </message>
    <message>
        <source>Would go</source>
        <translation>Akan hilang</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Ukuran</translation>
    </message>
    <message>
        <source>Of batches</source>
        <translation>Dari batch</translation>
    </message>
</context>
<context>
    <name>ReturnedDialog</name>
    <message>
        <source>Corrected rows</source>
        <translation>Baris yang dibetulkan</translation>
    </message>
    <message>
        <source>{name} came back</source>
        <translation>{name} kembali</translation>
    </message>
    <message numerus="yes">
        <source>%Ln values change</source>
        <translation>
            <numerusform>%Ln nilai berubah</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines are as they were</source>
        <translation>
            <numerusform>%Ln baris tetap seperti semula</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines are not taken</source>
        <translation>
            <numerusform>%Ln baris tidak diambil</numerusform>
        </translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Baris</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Kolom</translation>
    </message>
    <message>
        <source>New value</source>
        <translation>Nilai baru</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Sebelum</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>Yang berubah</translation>
    </message>
    <message>
        <source>Take corrections</source>
        <translation>Ambil perbaikan</translation>
    </message>
</context>
<context>
    <name>ReviewDialog</name>
    <message>
        <source>Deliver files</source>
        <translation>Kirim berkas</translation>
    </message>
    <message numerus="yes">
        <source>Deliver %Ln files to {client}</source>
        <translation>
            <numerusform>Kirim %Ln berkas ke {client}</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>Memeriksa …</translation>
    </message>
    <message>
        <source>Files to deliver</source>
        <translation>Berkas untuk dikirim</translation>
    </message>
    <message>
        <source>Look closer …</source>
        <translation>Lihat lebih dekat …</translation>
    </message>
    <message>
        <source>As a correction</source>
        <translation>Sebagai perbaikan</translation>
    </message>
    <message>
        <source>Takes the place of the failed file with this name in its batch, instead of coming into a new one.</source>
        <translation>Menggantikan berkas gagal dengan nama ini di batch-nya, bukan masuk ke batch baru.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>Deliver</source>
        <translation>Kirim</translation>
    </message>
    <message numerus="yes">
        <source>%Ln with findings</source>
        <translation>
            <numerusform>%Ln dengan temuan</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln as corrections</source>
        <translation>
            <numerusform>%Ln sebagai perbaikan</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln under another name</source>
        <translation>
            <numerusform>%Ln dengan nama lain</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln doubtful</source>
        <translation>
            <numerusform>%Ln meragukan</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln as new ones</source>
        <translation>
            <numerusform>%Ln sebagai berkas baru</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln ready</source>
        <translation>
            <numerusform>%Ln siap</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln loaded before</source>
        <translation>
            <numerusform>%Ln sudah pernah dimuat</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln dropped twice</source>
        <translation>
            <numerusform>%Ln dijatuhkan dua kali</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not recognised</source>
        <translation>
            <numerusform>%Ln tidak dikenali</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cannot be read</source>
        <translation>
            <numerusform>%Ln tidak terbaca</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln to look at</source>
        <translation>
            <numerusform>%Ln belum diperiksa</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deliver %Ln files</source>
        <translation>
            <numerusform>Kirim %Ln berkas</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewModel</name>
    <message>
        <source>File</source>
        <translation>Berkas</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>Menuju</translation>
    </message>
    <message>
        <source>Because</source>
        <translation>Karena</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Baris</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Kolom</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Ukuran</translation>
    </message>
    <message>
        <source>What is to be said</source>
        <translation>Catatan</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>Memeriksa …</translation>
    </message>
    <message>
        <source>✕ No file of this client has this name or these columns.</source>
        <translation>✕ Tidak ada berkas klien ini dengan nama atau kolom ini.</translation>
    </message>
    <message>
        <source>✓ Takes the place of {file} in {batch}; a restart loads it.</source>
        <translation>✓ Menggantikan {file} di {batch}; dimuat saat dilanjutkan.</translation>
    </message>
    <message>
        <source>{file} failed in {batch}: is this its correction?</source>
        <translation>{file} gagal di {batch}: apakah ini perbaikannya?</translation>
    </message>
    <message>
        <source>⚠ {batch} loaded this before: it would be held.</source>
        <translation>⚠ {batch} sudah memuat isi ini: akan ditahan.</translation>
    </message>
    <message>
        <source>⚠ {file} has the same content: this would be held.</source>
        <translation>⚠ Isi {file} sama: yang ini akan ditahan.</translation>
    </message>
    <message>
        <source>⚠ Its name fits nothing; it would be delivered as {name}.</source>
        <translation>⚠ Namanya tidak cocok; akan dikirim sebagai {name}.</translation>
    </message>
    <message>
        <source>⚠ Its name cannot be taken; it would be delivered as {name}.</source>
        <translation>⚠ Namanya tidak dapat dipakai; akan dikirim sebagai {name}.</translation>
    </message>
    <message>
        <source>⚠ Only its name fits: none of the mapped columns is in it.</source>
        <translation>⚠ Hanya namanya yang cocok: tidak satu pun kolom terpetakan ada di dalamnya.</translation>
    </message>
    <message>
        <source>✓ Ready</source>
        <translation>✓ Siap</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>dan {n} lagi</translation>
    </message>
    <message>
        <source>{n} of the records looked at cannot be read, the first is line {line}.</source>
        <translation>{n} rekaman yang dilihat tidak dapat dibaca, yang pertama baris {line}.</translation>
    </message>
    <message>
        <source>There is no record in it.</source>
        <translation>Tidak ada rekaman di dalamnya.</translation>
    </message>
    <message>
        <source>✕ {file} waits in incoming already; its pattern allows no other name.</source>
        <translation>✕ {file} sudah menunggu di incoming; polanya tidak mengizinkan nama lain.</translation>
    </message>
    <message>
        <source>✕ {file} is dropped twice; its pattern allows no other name.</source>
        <translation>✕ {file} dijatuhkan dua kali; polanya tidak mengizinkan nama lain.</translation>
    </message>
    <message>
        <source>⚠ {file} waits in incoming already; this would be delivered as {name}.</source>
        <translation>⚠ {file} sudah menunggu di incoming; ini akan dikirim sebagai {name}.</translation>
    </message>
    <message>
        <source>⚠ {file} is dropped twice; this would be delivered as {name}.</source>
        <translation>⚠ {file} dijatuhkan dua kali; ini akan dikirim sebagai {name}.</translation>
    </message>
</context>
<context>
    <name>RowDetail</name>
    <message>
        <source>The line as it came</source>
        <translation>Baris apa adanya</translation>
    </message>
    <message>
        <source>Quarantined</source>
        <translation>Dikarantina</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Diterima</translation>
    </message>
    <message>
        <source> (undone)</source>
        <translation> (dibatalkan)</translation>
    </message>
</context>
<context>
    <name>RowsModel</name>
    <message>
        <source>State</source>
        <translation>Keadaan</translation>
    </message>
    <message>
        <source>✕ Does not fit</source>
        <translation>✕ Tidak cocok</translation>
    </message>
    <message>
        <source>It was “{value}”.</source>
        <translation>Semula “{value}”.</translation>
    </message>
    <message>
        <source>It still does not fit.</source>
        <translation>Masih tidak cocok.</translation>
    </message>
    <message>
        <source>bad value</source>
        <translation>nilai buruk</translation>
    </message>
    <message>
        <source>edited, fits</source>
        <translation>diubah, cocok</translation>
    </message>
    <message>
        <source>edited, does not fit</source>
        <translation>diubah, tidak cocok</translation>
    </message>
</context>
<context>
    <name>RowsView</name>
    <message>
        <source>Line</source>
        <translation>Baris</translation>
    </message>
</context>
<context>
    <name>RunStrip</name>
    <message>
        <source>{batch} runs now; choose it above to follow it. “Cancel run” is about that one.</source>
        <translation>{batch} sedang berjalan; pilih di atas untuk mengikutinya. “Batalkan” berlaku untuk batch itu.</translation>
    </message>
    <message>
        <source>Recorded as running, but nobody holds it: its process is gone. Restart takes it up again.</source>
        <translation>Tercatat berjalan, tetapi tidak ada yang memegangnya: prosesnya sudah hilang. Lanjutkan untuk meneruskannya.</translation>
    </message>
    <message>
        <source>this window</source>
        <translation>jendela ini</translation>
    </message>
    <message>
        <source>another session</source>
        <translation>sesi lain</translation>
    </message>
    <message>
        <source>Run by {who} on {host}, process {pid}, since {time} ({where}).</source>
        <translation>Dijalankan {who} di {host}, proses {pid}, sejak {time} ({where}).</translation>
    </message>
</context>
<context>
    <name>Runs</name>
    <message>
        <source>Decide about the plan that was asked for first.</source>
        <translation>Putuskan dahulu rencana yang sudah diminta.</translation>
    </message>
    <message>
        <source>A batch of {client} runs already: nothing else was begun.</source>
        <translation>Batch {client} sudah berjalan: tidak ada yang lain yang dimulai.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files not loaded</source>
        <translation>
            <numerusform>%Ln berkas tidak dimuat</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelling: what is half done is taken back …</source>
        <translation>Membatalkan: yang setengah jadi ditarik kembali …</translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message numerus="yes">
        <source>%Ln changes saved</source>
        <translation>
            <numerusform>%Ln perubahan disimpan</numerusform>
        </translation>
    </message>
    <message>
        <source>what others changed meanwhile is kept: {what}</source>
        <translation>yang diubah orang lain tetap: {what}</translation>
    </message>
</context>
<context>
    <name>ScheduleDialog</name>
    <message>
        <source>Change a schedule</source>
        <translation>Ubah jadwal</translation>
    </message>
    <message>
        <source>Add a schedule</source>
        <translation>Tambah jadwal</translation>
    </message>
    <message>
        <source>Such as: crm in the morning</source>
        <translation>Misalnya: crm pagi hari</translation>
    </message>
    <message>
        <source>minute, hour, day of the month, month, day of the week, as crontab(5)</source>
        <translation>menit, jam, tanggal, bulan, hari dalam minggu, seperti crontab(5)</translation>
    </message>
    <message>
        <source>Start a batch when the set is complete</source>
        <translation>Mulai batch saat berkas lengkap</translation>
    </message>
    <message>
        <source>Look at this schedule</source>
        <translation>Perhatikan jadwal ini</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nama</translation>
    </message>
    <message>
        <source>Source system</source>
        <translation>Sistem sumber</translation>
    </message>
    <message>
        <source>Files of the set</source>
        <translation>Berkas yang ditunggu</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Hari</translation>
    </message>
    <message>
        <source>Due by</source>
        <translation>Paling lambat</translation>
    </message>
    <message>
        <source>As crontab</source>
        <translation>Sebagai crontab</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zona waktu</translation>
    </message>
    <message>
        <source>The next times</source>
        <translation>Waktu berikutnya</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Simpan</translation>
    </message>
    <message>
        <source>Give the schedule a name.</source>
        <translation>Beri jadwal ini nama.</translation>
    </message>
    <message>
        <source>There is a schedule {name} already.</source>
        <translation>Sudah ada jadwal {name}.</translation>
    </message>
    <message>
        <source>Choose the files that make the set complete.</source>
        <translation>Pilih berkas yang membuatnya lengkap.</translation>
    </message>
    <message>
        <source>There is no time zone “{zone}”: choose one of the list.</source>
        <translation>Tidak ada zona waktu “{zone}”: pilih salah satu dari daftar.</translation>
    </message>
    <message>
        <source>This is no time that ever comes: give five fields as crontab(5), such as 0 8 * * 1-5.</source>
        <translation>Waktu ini tidak pernah tiba: isi lima bagian seperti crontab(5), misalnya 0 8 * * 1-5.</translation>
    </message>
</context>
<context>
    <name>SchedulesPage</name>
    <message>
        <source>Schedules</source>
        <translation>Jadwal</translation>
    </message>
    <message>
        <source>Choose a schedule first.</source>
        <translation>Pilih jadwal dulu.</translation>
    </message>
    <message>
        <source>Add …</source>
        <translation>Tambah …</translation>
    </message>
    <message>
        <source>The client has no files configured.</source>
        <translation>Klien ini belum punya konfigurasi berkas.</translation>
    </message>
    <message>
        <source>Change …</source>
        <translation>Ubah …</translation>
    </message>
    <message>
        <source>Pause or go on</source>
        <translation>Jeda atau lanjutkan</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Hapus</translation>
    </message>
    <message>
        <source>Watch or stop watching</source>
        <translation>Pantau atau berhenti memantau</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Jadwal</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Keadaan</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Sumber</translation>
    </message>
    <message>
        <source>Due by</source>
        <translation>Paling lambat</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zona waktu</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Ada</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Belum ada</translation>
    </message>
    <message>
        <source>When complete</source>
        <translation>Saat lengkap</translation>
    </message>
    <message>
        <source>The next ten times</source>
        <translation>Sepuluh waktu berikutnya</translation>
    </message>
    <message>
        <source>Was due</source>
        <translation>Jatuh tempo</translation>
    </message>
    <message>
        <source>No schedule yet</source>
        <translation>Belum ada jadwal</translation>
    </message>
    <message>
        <source>Add one to be told when files are late, and to start a batch when all are there.</source>
        <translation>Tambahkan satu agar diberi tahu bila berkas terlambat, dan agar batch dimulai bila semua sudah ada.</translation>
    </message>
    <message>
        <source>Local time there</source>
        <translation>Waktu setempat</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>Hasilnya</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>What became of the last times</source>
        <translation>Hasil waktu-waktu terakhir</translation>
    </message>
    <message>
        <source>a batch starts</source>
        <translation>batch dimulai</translation>
    </message>
    <message>
        <source>nothing starts</source>
        <translation>tidak ada yang dimulai</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Dijeda</translation>
    </message>
    <message>
        <source>Started: {batch}</source>
        <translation>Dimulai: {batch}</translation>
    </message>
    <message>
        <source>Late since {time}</source>
        <translation>Terlambat sejak {time}</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>Lengkap</translation>
    </message>
    <message>
        <source>Waits, due {time}</source>
        <translation>Menunggu, paling lambat {time}</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>Terlambat</translation>
    </message>
    <message>
        <source>arrived late</source>
        <translation>datang terlambat</translation>
    </message>
    <message>
        <source>arrived</source>
        <translation>datang</translation>
    </message>
    <message>
        <source>started late</source>
        <translation>dimulai terlambat</translation>
    </message>
    <message>
        <source>started</source>
        <translation>dimulai</translation>
    </message>
    <message>
        <source>In {zone}</source>
        <translation>Di {zone}</translation>
    </message>
    <message>
        <source>Here, in {zone}</source>
        <translation>Di sini, {zone}</translation>
    </message>
    <message>
        <source>● This window watches the schedules of all clients; last look {time}.</source>
        <translation>● Jendela ini memantau jadwal semua klien; terakhir melihat {time}.</translation>
    </message>
    <message>
        <source>This window does not watch. “etl-console watch” may do so elsewhere; both under one lock.</source>
        <translation>Jendela ini tidak memantau. “etl-console watch” mungkin memantau di tempat lain; keduanya di bawah satu kunci.</translation>
    </message>
    <message>
        <source>Stop watching</source>
        <translation>Berhenti memantau</translation>
    </message>
    <message>
        <source>Watch from here</source>
        <translation>Pantau dari sini</translation>
    </message>
    <message>
        <source>Schedule {name} removed.</source>
        <translation>Jadwal {name} dihapus.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Urungkan</translation>
    </message>
</context>
<context>
    <name>Scope</name>
    <message>
        <source>No row of this reason has “{text}”.</source>
        <translation>Tidak ada baris alasan ini yang memuat “{text}”.</translation>
    </message>
    <message numerus="yes">
        <source>all %Ln rows with “{text}”</source>
        <translation>
            <numerusform>semua %Ln baris dengan “{text}”</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>all %Ln rows of this reason</source>
        <translation>
            <numerusform>semua %Ln baris alasan ini</numerusform>
        </translation>
    </message>
    <message>
        <source>the only row of this reason</source>
        <translation>satu-satunya baris alasan ini</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows selected</source>
        <translation>
            <numerusform>%Ln baris dipilih</numerusform>
        </translation>
    </message>
    <message>
        <source>Ctrl+A for all {n}</source>
        <translation>Ctrl+A untuk semua {n}</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Pengaturan</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Periksa lagi</translation>
    </message>
    <message>
        <source>Add a client …</source>
        <translation>Tambah klien …</translation>
    </message>
    <message>
        <source>Make the tables that are not there …</source>
        <translation>Buat tabel yang belum ada …</translation>
    </message>
    <message>
        <source>Choose a client first.</source>
        <translation>Pilih klien dahulu.</translation>
    </message>
    <message>
        <source>Bring the sample clients</source>
        <translation>Bawa klien contoh</translation>
    </message>
    <message>
        <source>They are being brought.</source>
        <translation>Sedang dibawa.</translation>
    </message>
    <message>
        <source>How it looks and speaks</source>
        <translation>Tampilan dan bahasa</translation>
    </message>
    <message>
        <source>Is everything there?</source>
        <translation>Apakah semuanya ada?</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>Memeriksa …</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Ikut sistem</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Terang</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Gelap</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Bahasa</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>Working as {user} of the database, {who} on {host}.</source>
        <translation>Bekerja sebagai {user} di basis data, {who} di {host}.</translation>
    </message>
    <message>
        <source>Make the tables …</source>
        <translation>Buat tabel …</translation>
    </message>
    <message>
        <source>Make it known</source>
        <translation>Daftarkan</translation>
    </message>
    <message>
        <source>Bring the samples</source>
        <translation>Bawa contoh</translation>
    </message>
    <message>
        <source>Start the server</source>
        <translation>Jalankan server</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Coba lagi</translation>
    </message>
    <message>
        <source>See what can go</source>
        <translation>Lihat yang bisa dibuang</translation>
    </message>
    <message>
        <source>See the steps</source>
        <translation>Lihat langkahnya</translation>
    </message>
    <message>
        <source>See the files</source>
        <translation>Lihat berkas</translation>
    </message>
    <message>
        <source>Restart …</source>
        <translation>Mulai ulang …</translation>
    </message>
    <message numerus="yes">
        <source>%Ln tables made.</source>
        <translation>
            <numerusform>%Ln tabel dibuat.</numerusform>
        </translation>
    </message>
    <message>
        <source>All tables of {client} are there.</source>
        <translation>Semua tabel {client} sudah ada.</translation>
    </message>
    <message>
        <source>The desktop knows the window: {file}</source>
        <translation>Desktop mengenal jendela ini: {file}</translation>
    </message>
    <message>
        <source>Files of the samples wait: {told}.</source>
        <translation>Berkas contoh menunggu: {told}.</translation>
    </message>
    <message>
        <source>The samples are there; nothing new waits.</source>
        <translation>Contoh sudah ada; tidak ada yang baru menunggu.</translation>
    </message>
    <message>
        <source>Start …</source>
        <translation>Mulai …</translation>
    </message>
    <message>
        <source>The samples are being brought …</source>
        <translation>Contoh sedang dibawa …</translation>
    </message>
    <message>
        <source>Make the folder</source>
        <translation>Buat folder</translation>
    </message>
    <message>
        <source>Make the folders</source>
        <translation>Buat folder</translation>
    </message>
    <message>
        <source>Add a client: choose its configuration, as it is exported</source>
        <translation>Tambah klien: pilih konfigurasinya, seperti hasil ekspor</translation>
    </message>
    <message>
        <source>Client {name} added.</source>
        <translation>Klien {name} ditambahkan.</translation>
    </message>
</context>
<context>
    <name>SideBySide</name>
    <message>
        <source>Batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>Not green</source>
        <translation>Tidak hijau</translation>
    </message>
    <message>
        <source>not in this batch</source>
        <translation>tidak ada di batch ini</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files</source>
        <translation>
            <numerusform>%Ln berkas</numerusform>
        </translation>
    </message>
    <message>
        <source>{read} read, {loaded} loaded, {held} held</source>
        <translation>{read} dibaca, {loaded} dimuat, {held} ditahan</translation>
    </message>
    <message>
        <source>Enter or a double click opens it.</source>
        <translation>Enter atau klik ganda membukanya.</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Connecting …</source>
        <translation>Menghubungkan …</translation>
    </message>
    <message>
        <source>The client that is shown</source>
        <translation>Klien yang ditampilkan</translation>
    </message>
    <message>
        <source>Who works here, and on which host</source>
        <translation>Siapa yang bekerja, dan di komputer mana</translation>
    </message>
    <message>
        <source>All times on screen are in this time zone</source>
        <translation>Semua waktu di layar menurut zona ini</translation>
    </message>
    <message>
        <source>PostgreSQL {version} · {database} on {server}</source>
        <translation>PostgreSQL {version} · {database} di {server}</translation>
    </message>
    <message>
        <source>Storage: {root}</source>
        <translation>Penyimpanan: {root}</translation>
    </message>
    <message>
        <source>● Connected</source>
        <translation>● Terhubung</translation>
    </message>
    <message>
        <source>✕ The database does not answer; trying again</source>
        <translation>✕ Basis data tidak menjawab; mencoba lagi</translation>
    </message>
</context>
<context>
    <name>Summary</name>
    <message>
        <source>Nothing is left: something was decided about every row</source>
        <translation>Tidak ada yang tersisa: semua baris sudah diputuskan</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows were loaded with a warning</source>
        <translation>
            <numerusform>%Ln baris dimuat dengan peringatan</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rejected rows</source>
        <translation>
            <numerusform>%Ln baris ditolak</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln quarantined rows</source>
        <translation>
            <numerusform>%Ln baris dikarantina</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows warned of</source>
        <translation>
            <numerusform>%Ln baris diperingatkan</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %Ln files</source>
        <translation>
            <numerusform>dalam %Ln berkas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln decided rows wait for the next run</source>
        <translation>
            <numerusform>%Ln baris yang diputuskan menunggu proses berikutnya</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files wait for their columns: see Drift</source>
        <translation>
            <numerusform>%Ln berkas menunggu: lihat Perubahan kolom</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files failed in their mapping</source>
        <translation>
            <numerusform>%Ln berkas gagal di pemetaan</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files red otherwise: see Batch</source>
        <translation>
            <numerusform>%Ln berkas gagal lainnya: lihat Batch</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TablesDialog</name>
    <message>
        <source>Make the tables of {client}</source>
        <translation>Buat tabel {client}</translation>
    </message>
    <message>
        <source>The files&apos; mapped columns, with a type where what they brought leaves no doubt, else as text. Batch, file, line and time of the load are added. Click a type, or press F2 on it, to choose another.</source>
        <translation>Kolom berkas yang dipetakan, dengan tipe bila isinya tidak meragukan, selain itu sebagai teks. Batch, berkas, baris, dan waktu pemuatan ditambahkan. Klik sebuah tipe, atau tekan F2 di atasnya, untuk memilih yang lain.</translation>
    </message>
    <message>
        <source>Columns of the tables</source>
        <translation>Kolom tabel</translation>
    </message>
    <message>
        <source>Left out until a file has come: {tables}</source>
        <translation>Ditinggalkan sampai ada berkas yang datang: {tables}</translation>
    </message>
    <message>
        <source>Make the tables</source>
        <translation>Buat tabel</translation>
    </message>
</context>
<context>
    <name>TargetDelegate</name>
    <message>
        <source>Goes to</source>
        <translation>Menuju</translation>
    </message>
</context>
<context>
    <name>TimeLine</name>
    <message>
        <source>Time ({zone})</source>
        <translation>Waktu ({zone})</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Tingkat</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Klien</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>Tahap</translation>
    </message>
    <message>
        <source>File or step</source>
        <translation>Berkas atau langkah</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Yang terjadi</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Kesalahan</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Peringatan</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>added</source>
        <translation>ditambah</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>diubah</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>dihapus</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation>
            <numerusform>%Ln baris</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
</context>
<context>
    <name>Triage</name>
    <message>
        <source>✎ Edited</source>
        <translation>✎ Diubah</translation>
    </message>
    <message>
        <source>▣ Quarantined</source>
        <translation>▣ Dikarantina</translation>
    </message>
    <message>
        <source>✓ Accepted</source>
        <translation>✓ Diterima</translation>
    </message>
    <message>
        <source>✕ Rejected</source>
        <translation>✕ Ditolak</translation>
    </message>
    <message>
        <source>▣ Held back</source>
        <translation>▣ Ditahan</translation>
    </message>
    <message>
        <source>! Warned</source>
        <translation>! Diperingatkan</translation>
    </message>
    <message>
        <source>edit</source>
        <translation>ubah</translation>
    </message>
    <message>
        <source>fill</source>
        <translation>isi</translation>
    </message>
    <message>
        <source>replace</source>
        <translation>ganti</translation>
    </message>
    <message>
        <source>record made whole</source>
        <translation>rekaman dilengkapi</translation>
    </message>
    <message>
        <source>corrected file</source>
        <translation>berkas perbaikan</translation>
    </message>
    <message>
        <source>quarantine</source>
        <translation>karantina</translation>
    </message>
    <message>
        <source>accept</source>
        <translation>terima</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>ditarik kembali</translation>
    </message>
    <message>
        <source>done again</source>
        <translation>dilakukan lagi</translation>
    </message>
</context>
<context>
    <name>TriagePage</name>
    <message>
        <source>Triage</source>
        <translation>Triase</translation>
    </message>
    <message>
        <source>Choose rows first.</source>
        <translation>Pilih baris dahulu.</translation>
    </message>
    <message>
        <source>There is no batch.</source>
        <translation>Tidak ada batch.</translation>
    </message>
    <message>
        <source>Fix and continue</source>
        <translation>Perbaiki dan lanjutkan</translation>
    </message>
    <message>
        <source>Nothing failed, and nothing was decided since the batch ran.</source>
        <translation>Tidak ada yang gagal, dan tidak ada keputusan sejak batch berjalan.</translation>
    </message>
    <message>
        <source>Fill …</source>
        <translation>Isi …</translation>
    </message>
    <message>
        <source>Replace …</source>
        <translation>Ganti …</translation>
    </message>
    <message>
        <source>Quarantine</source>
        <translation>Karantina</translation>
    </message>
    <message>
        <source>Accept …</source>
        <translation>Terima …</translation>
    </message>
    <message>
        <source>Choose rows that could be read.</source>
        <translation>Pilih baris yang dapat dibaca.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Urungkan</translation>
    </message>
    <message>
        <source>Nothing to undo</source>
        <translation>Tidak ada yang diurungkan</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Ulangi</translation>
    </message>
    <message>
        <source>Nothing to redo</source>
        <translation>Tidak ada yang diulangi</translation>
    </message>
    <message>
        <source>Filter rows</source>
        <translation>Saring baris</translation>
    </message>
    <message>
        <source>Next reason</source>
        <translation>Alasan berikut</translation>
    </message>
    <message>
        <source>Previous reason</source>
        <translation>Alasan sebelum</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Tindakan</translation>
    </message>
    <message>
        <source>Download bad lines …</source>
        <translation>Unduh baris buruk …</translation>
    </message>
    <message>
        <source>Take corrected file …</source>
        <translation>Ambil berkas perbaikan …</translation>
    </message>
    <message>
        <source>Choose a client first.</source>
        <translation>Pilih klien dulu.</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>Rejected rows</source>
        <translation>Baris ditolak</translation>
    </message>
    <message>
        <source>Rows of this reason with this text in one of the values that the file has.  {keys}</source>
        <translation>Baris alasan ini yang memuat teks ini dalam salah satu nilainya menurut berkas.  {keys}</translation>
    </message>
    <message>
        <source>{batch} has no file {file}.</source>
        <translation>{batch} tidak memiliki berkas {file}.</translation>
    </message>
    <message>
        <source>“{text}” was not kept: line {line} is not among the rows that wait any more.</source>
        <translation>“{text}” tidak disimpan: baris {line} tidak lagi termasuk yang menunggu.</translation>
    </message>
    <message numerus="yes">
        <source>What was decided about %Ln rows is taken into account.</source>
        <translation>
            <numerusform>Keputusan tentang %Ln baris diperhitungkan.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows are left as they are: their files stay red unless the policy lets them pass.</source>
        <translation>
            <numerusform>%Ln baris tetap seperti apa adanya: berkasnya tetap merah kecuali kebijakan meloloskannya.</numerusform>
        </translation>
    </message>
    <message>
        <source>Loading …</source>
        <translation>Memuat …</translation>
    </message>
    <message>
        <source>No client yet</source>
        <translation>Belum ada klien</translation>
    </message>
    <message>
        <source>No batch yet</source>
        <translation>Belum ada batch</translation>
    </message>
    <message>
        <source>Rejected rows are shown here when a batch has run.</source>
        <translation>Baris ditolak tampil di sini setelah batch berjalan.</translation>
    </message>
    <message>
        <source>No rejected rows in {batch}</source>
        <translation>Tidak ada baris ditolak di {batch}</translation>
    </message>
    <message>
        <source>The batch failed for another reason: look at its page.</source>
        <translation>Batch gagal karena hal lain: lihat halamannya.</translation>
    </message>
    <message>
        <source>Every record of its files was loaded.</source>
        <translation>Semua rekaman berkasnya dimuat.</translation>
    </message>
</context>
<context>
    <name>TypeDelegate</name>
    <message>
        <source>Type</source>
        <translation>Tipe</translation>
    </message>
</context>
<context>
    <name>UndoDialog</name>
    <message>
        <source>Undo a batch</source>
        <translation>Batalkan muatan batch</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation>
            <numerusform>%Ln baris</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo {batch} of {client}: {rows} go.</source>
        <translation>Batalkan {batch} dari {client}: {rows} keluar.</translation>
    </message>
    <message>
        <source>Its rows leave bronze, silver and gold; what other batches brought stays. The files and their Parquet stay too: a restart of the batch loads it again.</source>
        <translation>Barisnya keluar dari bronze, silver, dan gold; yang dibawa batch lain tetap ada. Berkas dan Parquet-nya juga tetap: mulai ulang batch ini memuatnya lagi.</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Apa</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Di mana</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Baris</translation>
    </message>
    <message>
        <source>Delete from {layer}</source>
        <translation>Hapus dari {layer}</translation>
    </message>
    <message>
        <source>What will be done</source>
        <translation>Yang akan dilakukan</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Alasan</translation>
    </message>
    <message>
        <source>Why, such as: delivered by mistake</source>
        <translation>Mengapa, misalnya: salah kirim</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>Undo the batch</source>
        <translation>Batalkan muatan</translation>
    </message>
</context>
<context>
    <name>Versions</name>
    <message>
        <source>File</source>
        <translation>Berkas</translation>
    </message>
    <message>
        <source>When its columns change</source>
        <translation>Bila kolomnya berubah</translation>
    </message>
    <message>
        <source>The chosen column</source>
        <translation>Kolom terpilih</translation>
    </message>
    <message>
        <source>As the file</source>
        <translation>Seperti berkas</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versi</translation>
    </message>
    <message>
        <source>First seen</source>
        <translation>Pertama terlihat</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>Agreed</source>
        <translation>Disepakati</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Kolom</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versi</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Kolom</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Isi</translation>
    </message>
    <message>
        <source>Filled</source>
        <translation>Terisi</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>Ke</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Kebijakan</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Contoh</translation>
    </message>
    <message>
        <source>Columns of the version</source>
        <translation>Kolom versi itu</translation>
    </message>
    <message>
        <source>As the client: {policy}</source>
        <translation>Seperti klien: {policy}</translation>
    </message>
    <message>
        <source>✕ Waits for a decision</source>
        <translation>✕ Menunggu keputusan</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>tidak dimuat</translation>
    </message>
    <message>
        <source>not mapped</source>
        <translation>belum dipetakan</translation>
    </message>
</context>
<context>
    <name>Weekly</name>
    <message>
        <source>Every day {time}</source>
        <translation>Setiap hari {time}</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} sampai {last}</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Pending</source>
        <translation>Menunggu</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Berjalan</translation>
    </message>
    <message>
        <source>Success</source>
        <translation>Sukses</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gagal</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Dilewati</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Dibatalkan</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>Diurungkan</translation>
    </message>
    <message>
        <source>Convert</source>
        <translation>Konversi</translation>
    </message>
    <message>
        <source>Mapping</source>
        <translation>Pemetaan</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Baris</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Muat</translation>
    </message>
    <message>
        <source>Transform</source>
        <translation>Transformasi</translation>
    </message>
    <message>
        <source>Integrate</source>
        <translation>Integrasi</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Segarkan</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Urungkan</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Tahan</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Lepaskan</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>Konfigurasi</translation>
    </message>
    <message>
        <source>Raw files: to archive</source>
        <translation>Berkas mentah: ke arsip</translation>
    </message>
    <message>
        <source>Raw files: removed</source>
        <translation>Berkas mentah: dihapus</translation>
    </message>
    <message>
        <source>Parquet files</source>
        <translation>Berkas Parquet</translation>
    </message>
    <message>
        <source>Manifests</source>
        <translation>Manifest</translation>
    </message>
    <message>
        <source>Attempts and logs</source>
        <translation>Percobaan dan log</translation>
    </message>
    <message>
        <source>Rejected rows</source>
        <translation>Baris ditolak</translation>
    </message>
    <message>
        <source>Events of runs</source>
        <translation>Kejadian proses</translation>
    </message>
    <message>
        <source>Malformed record</source>
        <translation>Rekaman rusak</translation>
    </message>
    <message>
        <source>Value missing</source>
        <translation>Nilai kosong</translation>
    </message>
    <message>
        <source>Repeated key</source>
        <translation>Kunci berulang</translation>
    </message>
    <message>
        <source>Bad value</source>
        <translation>Nilai buruk</translation>
    </message>
    <message>
        <source>Repaired</source>
        <translation>Diperbaiki</translation>
    </message>
    <message>
        <source>Quarantined by hand</source>
        <translation>Dikarantina dengan tangan</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Ditolak</translation>
    </message>
    <message>
        <source>Quarantined</source>
        <translation>Dikarantina</translation>
    </message>
    <message>
        <source>Loaded with a warning</source>
        <translation>Dimuat dengan peringatan</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>Lembar</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>Rentang</translation>
    </message>
    <message>
        <source>Record path</source>
        <translation>Jalur rekaman</translation>
    </message>
    <message>
        <source>List to rows</source>
        <translation>Daftar jadi baris</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>Pengodean</translation>
    </message>
    <message>
        <source>Delimiter</source>
        <translation>Pemisah</translation>
    </message>
    <message>
        <source>Quote</source>
        <translation>Tanda kutip</translation>
    </message>
    <message>
        <source>Escape</source>
        <translation>Karakter lolos</translation>
    </message>
    <message>
        <source>Header rows</source>
        <translation>Baris judul</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Isian</translation>
    </message>
    <message>
        <source>Lines before</source>
        <translation>Baris sebelum</translation>
    </message>
    <message>
        <source>Ends at line</source>
        <translation>Berakhir di baris</translation>
    </message>
    <message>
        <source>Lines after</source>
        <translation>Baris sesudah</translation>
    </message>
    <message>
        <source>Comment sign</source>
        <translation>Tanda komentar</translation>
    </message>
    <message>
        <source>Column names</source>
        <translation>Nama kolom</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Perbaikan</translation>
    </message>
    <message>
        <source>space</source>
        <translation>spasi</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Mulai</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Lanjutkan</translation>
    </message>
    <message>
        <source>Reprocessing</source>
        <translation>Proses ulang</translation>
    </message>
    <message>
        <source>Undoing</source>
        <translation>Pembatalan</translation>
    </message>
    <message>
        <source>G</source>
        <translation>M</translation>
    </message>
    <message>
        <source>M</source>
        <translation>jt</translation>
    </message>
    <message>
        <source>k</source>
        <translation>rb</translation>
    </message>
    <message>
        <source>{m} min</source>
        <translation>{m} mnt</translation>
    </message>
    <message>
        <source>{h} h</source>
        <translation>{h} jam</translation>
    </message>
    <message>
        <source>{d} d</source>
        <translation>{d} h</translation>
    </message>
    <message>
        <source>{n} ms</source>
        <translation>{n} md</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} dtk</translation>
    </message>
    <message>
        <source>{m} min {s} s</source>
        <translation>{m} mnt {s} dtk</translation>
    </message>
    <message>
        <source>{h} h {m} min</source>
        <translation>{h} jam {m} mnt</translation>
    </message>
    <message>
        <source>{d} d {h} h</source>
        <translation>{d} hr {h} jam</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} mnt</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} jam</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>baru saja</translation>
    </message>
    <message>
        <source>{n} ago</source>
        <translation>{n} lalu</translation>
    </message>
</context>
</TS>
