"""The headers that are installed: all of a room, but for the steps inside of it.  Prints `room header...` lines.

A header is private where only the sources of its room, and private headers, include it, and a user has no question
that it answers."""
import pathlib

private = {
    "attention": ["anisotropic", "ball_columns", "basis", "polynomial_in_double", "seen_ranges", "tensor_sums",
                  "to_doubles", "toeplitz_double_sums", "toeplitz_in_double", "turned_rows", "weight_error"],
    "kernel": ["convolution_roots", "convolution_sums", "convolution_vectors", "directed", "instructions", "moments_vectors"],
    "reduction": ["random"],
    "structured": ["monomial_system"],
    "table": ["linear", "true_error"],
}
folder = pathlib.Path(__file__).resolve().parent


def public_headers():
    """room: the names of its public headers, for each room."""
    for room, names in private.items():
        for name in names:
            assert (folder / room / f"{name}.hpp").is_file(), f"{room}/{name}.hpp is called private, and is not there"
    return {room.name: [h.name for h in sorted(room.glob("*.hpp")) if h.stem not in private.get(room.name, [])]
            for room in sorted(folder.iterdir()) if any(room.glob("*.hpp"))}


if __name__ == "__main__":
    for room, headers in public_headers().items():
        print(room, *headers)
