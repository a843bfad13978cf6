/// The compiled SQLite of Tektite, as resources: one library for each platform in the folder
/// `dev/tektite/native/<os>-<arch>`, and beside it its SHA-256. It holds no classes; the loader in
/// `dev.tektite.sqlite` finds the libraries through the class loader.
module dev.tektite.natives {}
