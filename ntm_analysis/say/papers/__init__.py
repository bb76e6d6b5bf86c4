"""Papers the office signs or meets from: which subjects they tell, with which columns, in which order."""
