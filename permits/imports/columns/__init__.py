"""The columns of each kind of table: what people read in the template and in the help beside the upload."""
